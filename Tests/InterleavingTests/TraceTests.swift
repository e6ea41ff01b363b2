import Foundation
import Testing

@testable import Interleaving

struct TraceTests {
  @Test func `a trace comes back from its bytes as it was`() throws {
    var trace = Trace()
    for (index, kind) in Step.Kind.allCases.enumerated() {
      trace.entries.append(
        Trace.Entry(
          thread: index, step: Step(kind, 300 + index), enabled: ThreadSet(bits: 1 << 63 | 5),
          asleep: ThreadSet(bits: 2)))
    }
    trace.end = .deadlock
    trace.waiters = [Trace.Waiter(thread: 3, step: nil)]
    trace.holdings = [Trace.Holding(lock: 1, thread: 2, hasEnded: true)]
    trace.stepsAtReturn = 4
    trace.mostThreads = 9
    trace.isForeign = true
    trace.details = [Trace.Detail()]
    trace.makings = [1: [40, 2]]
    let bytes = try JSONEncoder().encode(trace)
    #expect(try JSONDecoder().decode(Trace.self, from: bytes) == trace)
  }

  @Test func `bytes with an unknown kind of step are no trace`() throws {
    var trace = Trace()
    trace.entries = [
      Trace.Entry(thread: 0, step: Step(.read, 1), enabled: ThreadSet(), asleep: ThreadSet())
    ]
    let text = String(decoding: try JSONEncoder().encode(trace), as: UTF8.self)
    var bytes = [UInt8](repeating: 0, count: 20)
    bytes[1] = 250
    let unknown = Data(bytes).base64EncodedString()
    let entries = try #require(text.firstRange(of: /"entries":"[^"]*"/))
    let forged = text.replacingCharacters(in: entries, with: "\"entries\":\"\(unknown)\"")
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Trace.self, from: Data(forged.utf8))
    }
  }

  @Test func `the next thread of a set is the one behind`() {
    let set = ThreadSet(bits: 0b10110)
    #expect(set.next(after: 1) == 2)
    #expect(set.next(after: 4) == 1)
    #expect(set.next(after: 63) == 1)
    #expect(ThreadSet().next(after: 0) == nil)
    #expect(set.threads == [1, 2, 4])
  }

  @Test(arguments: [
    ([1, 2, 3] as any Sendable, "[1, 2, 3]"), (Array(1...9), "9 elements"),
    ([String(repeating: "a", count: 30)], "1 element"),
    (String(repeating: "a", count: 30), String(repeating: "a", count: 30)),
  ])
  func `of a long collection its size is told`(value: any Sendable, words: String) {
    #expect(Trace.words(of: value) == words)
  }
}
