import Checks
import Judge
import Testing
import Wire

private let atOnce = Needed("two inputs are under way at the same time") {
  try await pool(of: 6, call(18, 6)) { subject in
    let run = subject.map(Array(1...18), held: true)
    try subject.gather(6, at: "transform", idle: 6)
    subject.open("transform")
    _ = try subject.result(of: run)
  }
}

@Suite(.exercise("ThreadPool")) struct ThreadPoolTests {
  // MARK: Results

  @Test(.points(1)) func `fewer than 1 worker is refused`() async throws {
    for workers in [0, -2] {
      try await judged("ThreadPool(workers: \(workers))") { subject in
        try subject.expectRefusal(of: "workers", in: subject.run(["workers": .int(workers)]))
      }
    }
  }

  @Test(.points(1)) func `no inputs give no outputs`() async throws {
    try await pool(of: 3, call("[]", 3)) { subject in
      try subject.expectOutputs(of: [])
    }
  }

  // MARK: Orders of steps

  @Test(.points(3)) func `two workers do all of it in any order of their steps`()
    async throws
  {
    try await life(
      workers: 2, [[1, 2, 3]], doing: "ThreadPool(workers: 2), map of 3 inputs, shutDown()")
    try await life(
      workers: 2, [[1]], most: 200, doing: "ThreadPool(workers: 2), map of 1 input, shutDown()")
    // With one worker and one caller all orders with up to 2 preemptions are few enough to be tried;
    // with two workers there are some 36,000.
    try await life(
      workers: 1, [[1]], doing: "ThreadPool(workers: 1), map of 1 input, shutDown()")
  }

  @Test(.points(2), .needs(atOnce)) func `a failure harms nothing in any order of steps`()
    async throws
  {
    try await life(
      workers: 2, [[1, 2], [3]], failing: [1],
      doing: "ThreadPool(workers: 2), map of 2 inputs of which 1 fails, map of another, shutDown()")
    try await life(
      workers: 2, [[1, 2]], failing: [1, 2], most: 200,
      doing: "ThreadPool(workers: 2), map of 2 inputs which both fail, shutDown()")
  }

  @Test(.points(2), .needs(atOnce)) func `two callers get their own outputs in any order of steps`()
    async throws
  {
    try await life(
      workers: 1, [[1], [2]], together: true,
      doing: "ThreadPool(workers: 1), two calls of map at once, shutDown()")
  }

  // MARK: Outputs at full speed

  // Early, as code that spins makes every check after it long.
  @Test(.points(1), .needs(atOnce)) func `waiting costs no processor time`() async throws {
    try await pool(of: 3, call(1, 3)) { subject in
      let run = subject.map([1], held: true)
      try subject.holdUp(to: 1, at: "transform")
      try subject.expectSleep(at: "transform")
      subject.open("transform")
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(1), .needs(atOnce)) func `map comes back only after the last input`() async throws {
    try await pool(of: 3, call(4, 3)) { subject in
      let run = subject.map(Array(1...4), held: true)
      try subject.expectReturnAfterLast(
        of: run, at: "transform", items: 4, between: Limits.settled)
      _ = try subject.result(of: run)
      try subject.expectNothingLate(at: "transform")
    }
  }

  @Test(.points(2)) func `each input has its output at its place`() async throws {
    for (inputs, workers) in [(1, 1), (12, 4), (3, 8), (25, 3)] {
      try await pool(of: workers, call(inputs, workers)) { subject in
        try subject.expectOutputs(of: Array(1...inputs))
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `outputs are in order however the work ends`() async throws
  {
    try await pool(of: 4, call(10, 4)) { subject in
      let run = subject.map(Array(1...10), held: true)
      try subject.releaseOneByOne(run, at: "transform", items: 10, workers: 4) { $0.last }
      try subject.expect(try subject.result(of: run), of: Array(1...10))
    }
  }

  @Test(.points(2), .needs(atOnce)) func `each input is transformed exactly once`() async throws {
    try await pool(of: 3, call(40, 3)) { subject in
      _ = try subject.result(of: subject.map(Array(1...40)))
      try subject.expectEachOnce(at: "transform", of: (1...40).map(String.init))
    }
    try await pool(of: 3, call("the inputs 7, 7, 8 and 7", 3)) { subject in
      try subject.expectOutputs(of: [7, 7, 8, 7])
      let calls = subject["transform"].arrivals.count
      guard calls >= 4 else {
        throw Diagnosis.results(
          .missedWork(call: subject.doing, work: "transform", count: 4 - calls, first: []))
      }
    }
  }

  // MARK: How many at once

  @Test(.points(3)) func `as many inputs as workers are under way at once`() async throws {
    try await atOnce()
  }

  @Test(.points(2), .needs(atOnce)) func `never more inputs than workers are under way`()
    async throws
  {
    for workers in [1, 3] {
      try await pool(of: workers, call(20, workers)) { subject in
        let run = subject.map(Array(1...20), held: true)
        try subject.holdUp(to: workers, at: "transform")
        try subject.expectNoMore(than: workers, at: "transform")
        subject.open("transform")
        _ = try subject.result(of: run)
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `the same threads serve call after call`() async throws {
    let (workers, calls) = (3, 24)
    try await pool(of: workers, "\(calls) times \(call(6, workers))") { subject in
      for _ in 0..<calls {
        let run = subject.map(Array(1...6), held: true)
        // As many as come: a thread that never gets a turn isn't seen.
        try subject.holdUp(to: workers, at: "transform")
        subject.open("transform")
        _ = try subject.result(of: run)
      }
      let threads = subject["transform"].threads
      // Queues used as workers may change threads now and then, so only a clear case counts.
      guard threads <= workers * calls / 2 else {
        throw Diagnosis.excess(
          .threadEach(
            work: "transform", asked: workers, threads: threads, items: 6 * calls,
            teams: subject.teams))
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `one slow input does not hold up the others`() async throws
  {
    try await pool(of: 4, call(24, 4)) { subject in
      let run = subject.map(Array(1...24), held: true)
      try subject.expectOthersGoOn(
        at: "transform", workers: 4, items: (1...24).map(String.init))
      _ = try subject.result(of: run)
    }
  }

  // MARK: Ends and failures

  @Test(.points(2), .needs(atOnce)) func `a call that fails waits for what it has begun`()
    async throws
  {
    try await pool(of: 3, "map of 3 inputs, the first of which fails, workers: 3") { subject in
      let run = subject.map([1, 2, 3], failing: [1], held: true)
      try subject.holdUp(to: 3, at: "transform")
      let waiting = subject["transform"].waiting
      for next in waiting where next.item == "1" { subject.release(next) }
      _ = try subject.wait(
        for: { $0.outcomes[run] != nil }, still: Limits.rendezvous, patience: Limits.restless)
      if subject.hasEnded(run), let held = subject["transform"].waiting.first {
        throw subject.returnsEarly(work: "transform", item: held.item)
      }
      subject.open("transform")
      try subject.expectFailure(of: run, input: 1)
    }
  }

  @Test(.points(2), .needs(atOnce)) func `the error of the earliest input that fails is thrown`()
    async throws
  {
    // As texts the places of the last two, 10 and 11, come before that of the first, 2.
    let doing = "map of 12 inputs, of which 4, 11, 3 and 12 fail, one after the other, workers: 12"
    try await pool(of: 12, doing) { subject in
      let run = subject.map(Array(1...12), failing: [3, 4, 11, 12], held: true)
      try subject.holdUp(to: 12, at: "transform")
      // In time, 4 fails first and 12 last.
      for input in ["4", "11", "3", "12"] {
        for next in subject["transform"].waiting where next.item == input { subject.release(next) }
        // Until nothing moves: what became of it has then been noted.
        _ = try subject.wait(
          for: { _ in false }, still: Limits.settled, patience: Limits.restless)
      }
      subject.open("transform")
      try subject.expectFailure(of: run, input: 3)
    }
  }

  @Test(.points(2), .needs(atOnce)) func `a pool can be used after failures`() async throws {
    let workers = 3
    let doing = "map after a map in which 5 of 6 inputs failed, workers: \(workers)"
    try await pool(of: workers, doing) { subject in
      let spoilt = { (actual: String) in
        Diagnosis.failures(
          .errorSpreads(
            failed: "Inputs 1, 2, 3, 5 and 6", fault: "a thrown error",
            item: "the next call of map",
            expected: "\(workers) inputs under way at once", actual: actual))
      }
      do {
        try subject.expectFailure(
          of: subject.map(Array(1...6), failing: [1, 2, 3, 5, 6]), input: 1)
        try subject.expectNoneTwice(at: "transform")
        // As many at once as before: no failure has cost a worker.
        let run = subject.map(Array(11...20), held: true)
        _ = try subject.wait(
          for: { $0["transform"].present.count >= workers }, still: Limits.rendezvous)
        let present = subject["transform"].present.count
        guard present == workers else {
          throw spoilt(present == 0 ? "an end without work" : "\(present) under way")
        }
        subject.open("transform")
        guard case .returned(let outputs) = try subject.outcome(of: run) else {
          throw spoilt("an error")
        }
        try subject.expect(outputs, of: Array(11...20))
      } catch Diagnosis.waiting(.deadlock(_, let threads, _, let byThen, let stuck)) {
        // Without its threads a pool can't go on either; that isn't a lock's doing.
        guard threads > workers / 2 + 1 else { throw spoilt("a pool without workers") }
        throw Diagnosis.waiting(
          .lockLeft(
            doing: subject.doing, fault: "a thrown error", threads: threads, byThen: byThen,
            stuck: stuck))
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `two calls get both of two workers in any order of steps`()
    async throws
  {
    // Each transform waits for the other: both of the workers are needed, however the calls come.
    try await life(
      workers: 2, [[1], [2]], together: true, meeting: 2,
      doing: "ThreadPool(workers: 2), two calls of map at once, whose transforms meet, shutDown()")
  }

  @Test(.points(2), .needs(atOnce)) func `two callers at once do not disturb each other`()
    async throws
  {
    let doing = "map of 3 inputs and meanwhile map of 4 others, workers: 2"
    try await pool(of: 2, doing) { subject in
      let (one, other) = try subject.mapTwoLists()
      try subject.expect(try subject.result(of: one), of: [1, 2, 3])
      try subject.expect(try subject.result(of: other), of: [11, 12, 13, 14])
    }
    let failing = "map of 3 inputs, of which input 2 fails, and meanwhile of 4 others, workers: 2"
    try await pool(of: 2, failing) { subject in
      let (one, other) = try subject.mapTwoLists(failing: [2])
      try subject.expectFailure(of: one, input: 2)
      let outcome = try subject.outcome(of: other)
      guard outcome == .returned(.ints([110, 120, 130, 140])) else {
        throw Diagnosis.failures(
          .errorSpreads(
            failed: "Input 2", fault: "a thrown error", item: "the other call of map",
            expected: "[110, 120, 130, 140]", actual: outcome.inWords))
      }
    }
    try await pool(of: 1, "map of 1 input, and meanwhile of [], workers: 1") { subject in
      let one = subject.map([1], held: true)
      try subject.holdUp(to: 1, at: "transform")
      let empty = subject.map([], held: true)
      _ = try subject.wait(
        for: { $0.outcomes[empty] != nil }, still: Limits.rendezvous, patience: Limits.restless)
      guard subject.hasEnded(empty) else {
        throw Diagnosis.results(
          .heldBack(
            call: subject.doing, expected: "[] for [] at once",
            meanwhile: "the pool's thread had work to do"))
      }
      subject.open("transform")
      _ = try subject.outcome(of: one)
    }
  }

  // MARK: What it costs

  @Test(.points(2), .needs(atOnce)) func `shutDown ends the threads and may be called twice`()
    async throws
  {
    try await judged("ThreadPool(workers: 3), map of 6 inputs, shutDown() twice") { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(of: subject.run(["workers": 3]))
        _ = try subject.result(of: subject.map(Array(1...6)))
        for _ in 0..<2 { _ = try subject.result(of: subject.run(["shutDown": true])) }
      }
    }
  }

  @Test(.points(1), .needs(atOnce))
  func `shutDown comes back after the threads in any order of steps`()
    async throws
  {
    try await life(
      workers: 1, [[1]], shutDownTwice: true,
      doing: "ThreadPool(workers: 1), map of 1 input, two calls of shutDown() at once")
  }
}

private func call(_ inputs: Int, _ workers: Int) -> String {
  call(inputs == 1 ? "1 input" : "\(inputs) inputs", workers)
}

private func call(_ inputs: String, _ workers: Int) -> String {
  "map of \(inputs), workers: \(workers)"
}

/// Judges a pool that has been made, and has come to rest.
private func pool(
  of workers: Int, _ doing: String, _ body: @escaping @Sendable (Subject) throws -> Void
) async throws {
  try await judged(doing) { subject in
    _ = try subject.result(of: subject.run(["workers": .int(workers)]))
    // Workers that wait for work must be woken, each of them.
    _ = try subject.wait(for: { _ in false }, still: Limits.settled, patience: Limits.restless)
    try body(subject)
  }
}

extension Subject {
  fileprivate func map(_ inputs: [Int], failing: [Int] = [], held: Bool = false) -> Int {
    let request: Value = ["inputs": .ints(inputs), "failing": .ints(failing)]
    return run(
      request, held: held ? ["transform"] : [], reported: held ? [] : ["transform"])
  }

  /// Has one list mapped, and another when one input of the first is done and two are under way; lets
  /// all go on.
  fileprivate func mapTwoLists(failing: [Int] = []) throws -> (one: Int, other: Int) {
    let one = map([1, 2, 3], failing: failing, held: true)
    try holdUp(to: 2, at: "transform")
    for next in self["transform"].waiting where next.item == "1" { release(next) }
    try holdUp(to: 2, at: "transform")
    let other = map([11, 12, 13, 14], held: true)
    try settle()
    // It ends, or fails, while the other list waits.
    for next in self["transform"].waiting where next.item == "2" { release(next) }
    try settle()
    open("transform")
    return (one, other)
  }

  fileprivate func expectOutputs(of inputs: [Int]) throws {
    try expect(try result(of: map(inputs)), of: inputs)
  }

  /// Expects ten times each input, in their order.
  fileprivate func expect(_ outputs: Value, of inputs: [Int]) throws {
    let (expected, actual) = (inputs.map { 10 * $0 }, outputs.ints ?? [])
    guard actual != expected else { return }
    let (shownExpected, shownActual) = (
      shortened("\(expected)", to: 120), shortened("\(actual)", to: 120)
    )
    throw actual.sorted() == expected.sorted()
      ? Diagnosis.results(.orderLost(call: doing, expected: shownExpected, actual: shownActual))
      : Diagnosis.results(.wrongResult(call: doing, expected: shownExpected, actual: shownActual))
  }

  /// Expects that a run threw what the transform of this input threw.
  fileprivate func expectFailure(of run: Int, input: Int) throws {
    let expected = "failure of input \(input)"
    let actual: String
    switch try outcome(of: run) {
    case .threw(_, expected): return
    case .notStarted: throw Stop.notStarted
    case .returned(let outputs): actual = "the outputs \(shortened("\(outputs)", to: 120))"
    case .invalidArgument(let name, _): actual = "InvalidArgument(\"\(name)\", ...)"
    case .threw(let type, let text): actual = "\(type): \(shortened(text, to: 120))"
    }
    throw Diagnosis.failures(
      .errorSwallowed(
        failed: "Input \(input)", fault: "a thrown error", expected: "the error \"\(expected)\"",
        actual: actual))
  }
}
