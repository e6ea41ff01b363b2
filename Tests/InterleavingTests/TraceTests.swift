import Testing

@testable import Interleaving

struct TraceTests {
  @Test func `a trace comes back from its bytes as it was`() throws {
    var trace = Trace()
    for (index, kind) in Step.Kind.allCases.enumerated() {
      trace.entries.append(
        Trace.Entry(
          thread: index, step: Step(kind, 300 + index), enabled: ThreadSet(bits: 1 << 63 | 5),
          asleep: ThreadSet(bits: 2), touchesUnseen: index % 2 == 0, isTry: index % 3 == 0))
    }
    trace.end = .deadlock
    trace.waiters = [Trace.Waiter(thread: 3, step: nil)]
    trace.holdings = [Trace.Holding(lock: 1, thread: 2, hasEnded: true)]
    trace.stepsAtReturn = 4
    trace.mostThreads = 9
    trace.isForeign = true
    trace.dataRace = Trace.DataRace(
      first: Trace.Access(thread: 1, step: 5, isWrite: true, calls: [7, 300]),
      second: Trace.Access(thread: 2, step: 9, isWrite: false, calls: []))
    trace.details = [Trace.Detail()]
    trace.makings = [1: [40, 2]]
    trace.mainQueue = 3
    var writer = ByteWriter()
    trace.append(to: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try Trace(from: &reader) == trace)
  }

  @Test func `bytes with an unknown kind of step, or too few, are no trace`() throws {
    var trace = Trace()
    trace.entries = [
      Trace.Entry(thread: 0, step: Step(.read, 1), enabled: ThreadSet(), asleep: ThreadSet())
    ]
    var writer = ByteWriter()
    trace.append(to: &writer)
    var unknown = writer.bytes
    // Behind the number of bytes and the thread.
    unknown[2] = 250
    for bytes in [unknown, Array(writer.bytes.dropLast()), []] {
      #expect(throws: BadBytes.self) {
        var reader = ByteReader(bytes)
        _ = try Trace(from: &reader)
      }
    }
  }

  @Test(arguments: [0, 1, -1, 127, 128, -129, .max, .min])
  func `a number comes back from its bytes`(number: Int) throws {
    var writer = ByteWriter()
    writer.append(number)
    var reader = ByteReader(writer.bytes)
    #expect(try reader.next() == number)
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
