import Foundation
import Testing

@testable import Wire

@Suite struct TaskTracesTests {
  private static func trace(_ seed: UInt64, _ events: [TaskTrace.Event]) -> TaskTrace {
    var trace = TaskTrace(seed: seed)
    trace.events = events
    trace.hasEscaped = seed == 2
    return trace
  }

  private let traces = TaskTraces([
    trace(1, [.phase(0), .called(0), .began("a"), .ended("a"), .cameBack(0, .returned(3))]),
    trace(.max, []),
    trace(2, [.phase(0), .called(0), .cancelled(0), .began("a"), .learnt("a"), .ended("a")]),
    trace(3, [.cameBack(0, .returned(4)), .cameBack(0, .threw(type: "E", text: "t")), .phase(0)]),
  ])

  @Test func `traces come over a connection as they were`() throws {
    var writer = FrameWriter(key: 5)
    var reader = FrameReader(key: 5)
    reader.append(try writer.frame(traces))
    #expect(try reader.next(TaskTraces.self) == traces)
  }

  @Test func `what happens in every run is sent once`() throws {
    let fifty = try JSONEncoder().encode(TaskTraces(Array(repeating: traces.traces[0], count: 50)))
    let sent = String(decoding: fifty, as: UTF8.self)
    #expect(sent.components(separatedBy: "cameBack").count == 2)
  }

  @Test(
    arguments: [
      (.ints([0, 9]), "[1]"), (.ints([0, -1]), "[1]"), (.ints([0]), "[1,2]"), (.ints([0]), "[]"),
      ("text", "[1]"),
    ] as [(Value, String)])
  func `numbers that name no event, and runs cut short, are refused`(
    order: Value, seeds: String
  ) throws {
    let packed = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
    let text =
      #"{"events":[{"phase":{"_0":0}}],"orders":[\#(packed)],"seeds":\#(seeds),"escaped":[false]}"#
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TaskTraces.self, from: Data(text.utf8))
    }
  }
}
