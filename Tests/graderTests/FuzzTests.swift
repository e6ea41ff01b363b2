import Foundation
import Interleaving
import Testing

@testable import Judge
@testable import Wire
@testable import grader

@Suite struct FuzzTests {
  private static let key: UInt64 = 0x1122_3344_5566_7788

  /// One message of each kind, with something in each of its parts.
  private static let messages: [FromSubject] = {
    var trace = Trace()
    trace.entries = (0..<6).map {
      Trace.Entry(
        thread: $0 % 2, step: Step(Step.Kind(rawValue: UInt8($0)) ?? .lock, $0),
        enabled: ThreadSet(bits: 3), asleep: ThreadSet(bits: 0), touchesUnseen: $0 == 3)
    }
    trace.end = .deadlock
    trace.waiters = [Trace.Waiter(thread: 1, step: Step(.lock, 2))]
    trace.holdings = [Trace.Holding(lock: 2, thread: 0, hasEnded: true)]
    trace.stepsAtReturn = 2
    trace.dataRace = Trace.DataRace(
      first: Trace.Access(thread: 0, step: 1, isWrite: true, calls: [4096]),
      second: Trace.Access(thread: 1, step: 3, isWrite: false, calls: [4100]))
    trace.details = Array(repeating: Trace.Detail(), count: 6)
    trace.makings = [2: [64, 128]]
    var task = TaskTrace(seed: 7)
    task.events = [.phase(0), .called(1), .began("a"), .cameBack(1, .returned(.int(3)))]
    let arrival = Arrival(ticket: 1, gate: "fetch", item: "é", thread: 70_000, queue: "q")
    let value: Value = ["a": [1, true, .null, "text", .double(0.5)], "b": .ints([1, -2, 300])]
    return [
      .ready, .arrived(arrival), .left(ticket: 2), .pong(3, counted: value), .learnt(ticket: 4),
      .explored(run: 5, Explored([.init(trace, .returned(value)), .init(trace, nil)])), .pulse(6),
      .threads(calls: [[], [7, 8]], awaits: [[5]]), .still(9),
      .lockWaits([LockWait(thread: 9, holder: 10, calls: [4096], taking: [1])], timed: 1),
      .crowded(threads: 2000, calls: [7]), .notSent(reason: "it is too long"),
      .finished(run: 1, .notStarted),
      .finished(run: 2, .threw(type: "Failure", text: "no")), .finished(run: 1, .returned(value)),
      .shuffled(run: 6, TaskTraces([task, task])),
    ]
  }()

  private static let bodies: [[UInt8]] = messages.map { message in
    var writer = FrameWriter(key: key)
    return (try? writer.frame(message)).map { Array($0.dropFirst(FrameReader.headSize)) } ?? []
  }

  @Test func `whatever a subject's messages hold, they are taken or told as foreign bytes`() {
    var dice = Dice(1)
    for _ in 0..<fuzzInputs {
      let body = dice.changed(Self.bodies[dice.number(below: Self.bodies.count)])
      var reader = FrameReader(key: Self.key)
      reader.append(Self.frame(body))
      do {
        guard let message = try reader.next(FromSubject.self) else {
          Issue.record("a whole frame is waited for: \(body)")
          return
        }
        Self.look(at: message)
      } catch {
        #expect(error is ForeignBytes)
      }
    }
  }

  @Test func `whatever comes in whatever pieces, a reader ends with a message or at foreign bytes`()
  {
    var dice = Dice(2)
    for _ in 0..<fuzzInputs {
      let some = (0..<3).map { _ in Self.bodies[dice.number(below: Self.bodies.count)] }
      let whole = some.enumerated().flatMap { Array(Self.frame($1, number: UInt8($0))) }
      var rest = dice.changed(whole)[...]
      var reader = FrameReader(key: Self.key)
      var isForeign = false
      while !rest.isEmpty, !isForeign {
        let piece = rest.prefix(1 + dice.number(below: 40))
        rest = rest.dropFirst(piece.count)
        reader.append(Data(piece))
        do {
          while try reader.next(FromSubject.self) != nil {}
        } catch {
          isForeign = true
          #expect(error is ForeignBytes)
        }
      }
    }
  }

  @Test func `whatever an event file holds, no check passes that didn't attach it`() {
    let plan = [verdict("a"), verdict("b")]
    let lines = [
      #"{"kind": "test", "payload": {"kind": "function", "id": "a", "name": "a"}}"#,
      #"{"kind": "test", "payload": {"kind": "function", "id": "b", "name": "b"}}"#,
      Self.event("valueAttached", "a", #", "attachment": {"path": "/a"}"#),
      Self.event("testEnded", "a"),
      Self.event("valueAttached", "b", #", "attachment": {"path": "/b"}"#),
      Self.event("testEnded", "b"), #"{"kind": "event", "payload": {"kind": "runEnded"}}"#,
    ]
    let failed = verdict("a", .failed, diagnosis: "sequential")
    let text = Array(lines.joined(separator: "\n").utf8)
    // What is attached can't be changed by the file that names it.
    let files = ["/a": try? failed.attached(), "/b": try? verdict("b", .failed).attached()]
    var dice = Dice(3)
    for _ in 0..<fuzzInputs {
      let changed = dice.changed(text)
      let stream = EventStream(String(decoding: changed, as: UTF8.self)) { files[$0] ?? nil }
      let verdicts = stream.verdicts(for: plan)
      #expect(verdicts.map(\.check).count == 2)
      #expect(
        verdicts.allSatisfy { $0.status != .passed }, "\(String(decoding: changed, as: UTF8.self))")
    }
  }

  private static func event(_ kind: String, _ test: String, _ more: String = "") -> String {
    #"{"kind": "event", "payload": {"kind": "\#(kind)", "testID": "\#(test)"\#(more)}}"#
  }

  @Test func `whatever an attachment holds, it is a verdict or none`() throws {
    let bytes = Array(try verdict("a", .failed, diagnosis: "sequential", message: "x").attached())
    var dice = Dice(4)
    for _ in 0..<fuzzInputs {
      // It is only to come back: what it says is of no use.
      _ = try? Verdict(attached: Data(dice.changed(bytes)))
    }
  }

  @Test func `values in values in values are foreign bytes, and no judge's end`() {
    let nested = [UInt8](repeating: 0, count: 1) + Self.bodies[3].prefix(2).dropFirst()
    // A pong of arrays of one array each, half a million deep.
    let body = nested + [6] + (0..<500_000).flatMap { _ in [UInt8(10), UInt8(2)] }
    var reader = FrameReader(key: Self.key)
    reader.append(Self.frame(Array(body)))
    #expect(throws: ForeignBytes.self) { try reader.next(FromSubject.self) }
  }

  private static func frame(_ body: [UInt8], number: UInt8 = 0) -> Data {
    let length = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: body.count >> $0) }
    return Data([0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0, 0, 0, number] + length + body)
  }

  /// Makes of a message what a judge makes of it.
  private static func look(at message: FromSubject) {
    var state = SubjectState()
    state.take(.arrived(Arrival(ticket: 1, gate: "fetch", item: "", thread: 1, queue: "")))
    state.take(message)
    _ = (state.byThen, state.mostAtOnce, state.isWorking)
    guard case .explored(_, let explored) = message else { return }
    for run in explored.runs {
      let history = History(run.trace, schedules: 1, token: "t", lines: [:])
      _ = "\(history)"
      _ = (try? JSONEncoder().encode(history), Races(run.trace))
    }
  }
}
