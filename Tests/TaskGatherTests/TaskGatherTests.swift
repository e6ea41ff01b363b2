import Checks
import Judge
import Testing
import Wire

private let atOnce = Needed("two operations are under way at the same time") {
  for count in [3, 200] {
    try await judged("gather(\(count) operations)") { subject in
      let run = subject.run(request(count), held: ["operation"])
      try subject.gatherTasks(count, at: "operation", what: "operations")
      subject.open("operation")
      _ = try subject.result(of: run)
    }
  }
}

@Suite(.exercise("TaskGather")) struct TaskGatherTests {
  // MARK: Results

  @Test(.points(2)) func `every operation is run once and its value comes back`() async throws {
    for count in [0, 1, 2, 7, 100] {
      try await judged("gather(\(count) operations)") { subject in
        let values =
          try subject.result(
            of: subject.run(request(count), reported: ["operation"])
          ).ints ?? []
        try subject.expectEachOnce(at: "operation", of: (0..<count).map { "\($0)" })
        guard values.sorted() == expected(count) else {
          throw Diagnosis.results(
            .wrongResult(call: subject.doing, expected: "\(expected(count))", actual: "\(values)"))
        }
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `values keep their places in any order of jobs`()
    async throws
  {
    let doing = "gather(4 operations)"
    try await shuffled(
      doing, [request(4)],
      [[.call(0)], [.release("3")], [.release("1"), .release("2")], [.open]]
    ) { run in
      guard let outcome = run.outcome(of: 0) else {
        return { .jobOrders(.tasksStuck(call: doing, waiting: ["the caller"], history: $0)) }
      }
      guard outcome == .returned(.ints(expected(4))) else {
        if case .returned(.ints(let values)) = outcome, values.sorted() == expected(4) {
          return {
            .jobOrders(
              .misplaced(call: doing, expected: "\(expected(4))", actual: "\(values)", history: $0))
          }
        }
        return {
          .histories(
            .checkThenAct(
              call: doing, expected: "\(expected(4))", actual: outcome.inWords, history: $0))
        }
      }
      return nil
    }
  }

  @Test(.points(3)) func `all operations are under way at once`() async throws {
    try await atOnce()
  }

  @Test(.points(2), .needs(atOnce)) func `values come back in the order of the operations`()
    async throws
  {
    try await judged("gather(8 operations)") { subject in
      let run = subject.run(request(8), held: ["operation"])
      try subject.gatherTasks(8, at: "operation", what: "operations")
      for ended in 1...8 {
        guard let next = subject["operation"].waiting.max(by: { $0.number < $1.number }) else {
          break
        }
        subject.release(next)
        _ = try subject.wait(
          for: { $0["operation"].ended >= ended }, still: Limits.deadlock)
        try subject.settle()
      }
      let values = try subject.result(of: run).ints ?? []
      guard values == expected(8) else {
        throw Diagnosis.results(
          .orderLost(
            call: subject.doing, expected: "\(expected(8))", actual: "\(values)",
            came: values.map { 1 + (expected(8).firstIndex(of: $0) ?? -1) },
            ended: subject["operation"].itemsEnded.map { 1 + (Int($0) ?? -1) }))
      }
    }
  }

  // MARK: What it costs

  @Test(.points(2), .needs(atOnce)) func `five hundred that wait need no threads`() async throws {
    try await judged("gather(500 operations)") { subject in
      let run = subject.run(request(500), held: ["operation"])
      try subject.gatherTasks(500, at: "operation", what: "operations")
      try subject.expectIdle(at: "operation")
      subject.open("operation")
      _ = try subject.result(of: run)
    }
  }

  // MARK: Failures

  @Test(.points(2), .needs(atOnce)) func `the first error is thrown and the others are cancelled`()
    async throws
  {
    for (count, failing) in [(5, 0), (5, 2), (5, 4), (2, 0), (2, 1)] {
      let doing = "gather(\(count) operations), where number \(failing) fails"
      try await judged(doing) { subject in
        let run = subject.run(request(count, failing: [failing]), held: ["operation"])
        try subject.gatherTasks(count, at: "operation", what: "operations")
        subject.release(failing)
        _ = try subject.wait(
          for: { state in
            state["operation"].arrivals.count > count
              || state["operation"].cancelled.count == count - 1
          }, still: Limits.settled)
        try subject.expectNoneTwice(at: "operation")
        let others = (0..<count).filter { $0 != failing }
        try subject.expectCancelled(
          others.map { "\($0)" }, at: "operation", after: "operation \(failing) had failed")
        try subject.expectFailure(of: failing, in: run)
      }
    }
    let doing = "gather(3 operations), where 1 throws CancellationError, and then 2 another error"
    try await judged(doing) { subject in
      let call = request(3, failing: [2], givingUp: [1], stubborn: [0, 2])
      let run = subject.run(call, held: ["operation"])
      try subject.gatherTasks(3, at: "operation", what: "operations")
      subject.release(1)
      try subject.expectWaits(run, at: "operation")
      // Another error comes later, which doesn't count for more.
      subject.release(2)
      try subject.expectWaits(run, at: "operation")
      subject.open("operation")
      try subject.expectCancellation(of: run, failed: "Operation 1")
    }
  }

  @Test(.points(2), .needs(atOnce)) func `an error is thrown when all others have ended`()
    async throws
  {
    try await judged("gather(4 operations), where number 1 fails") { subject in
      let call = request(4, failing: [1, 3], stubborn: [0, 2, 3])
      let run = subject.run(call, held: ["operation"])
      try subject.gatherTasks(4, at: "operation", what: "operations")
      subject.release(1)
      try subject.expectCancelled(
        ["0", "2", "3"], at: "operation", after: "operation 1 had failed")
      try subject.expectWaits(run, at: "operation")
      // Another one fails later, which is no longer the first.
      subject.release(3)
      try subject.expectWaits(run, at: "operation")
      // Nor does a caller leave early that is cancelled while it waits for the rest.
      subject.cancel(run)
      try subject.expectWaits(run, at: "operation")
      subject.open("operation")
      try subject.expectFailure(of: 1, in: run)
    }
  }

  // MARK: Cancellation

  @Test(.points(2), .needs(atOnce)) func `cancelling the caller cancels every operation`()
    async throws
  {
    try await judged("gather(6 operations), and the caller is cancelled") { subject in
      let run = subject.run(request(6, stubborn: [4]), held: ["operation"])
      try subject.gatherTasks(6, at: "operation", what: "operations")
      subject.cancel(run)
      try subject.expectCancelled(
        (0..<6).map { "\($0)" }, at: "operation", after: "its caller was cancelled")
      try subject.expectWaits(run, at: "operation")
      subject.open("operation")
      try subject.expectCancellation(of: run)
    }
    try await judged("gather(3 operations), called by a task that is cancelled") { subject in
      // Whether operations are begun all the same is up to the student's code.
      let run = subject.run(request(3, isCancelled: true), held: ["operation"])
      _ = try subject.wait(for: { $0.outcomes[run] != nil }, still: Limits.rendezvous)
      try subject.expectCancelled(
        subject["operation"].waiting.map(\.item), at: "operation",
        after: "its caller had been cancelled before the call")
      if case .returned = try subject.outcome(of: run) {
        try subject.expectEachOnce(at: "operation", of: ["0", "1", "2"])
      }
      try subject.expectCancellation(of: run)
    }
    try await judged("gather(3 operations), cancelled as a continuation is resumed") { subject in
      let run = subject.run(request(3, isCancelledAtResume: true), held: ["operation"])
      try subject.gatherTasks(3, at: "operation", what: "operations")
      subject.open("operation")
      _ = try subject.outcome(of: run)
    }
  }

  @Test(.points(1), .needs(atOnce))
  func `what a cancelled operation returns all the same is returned`()
    async throws
  {
    try await judged("gather(3 operations), and the caller is cancelled") { subject in
      let run = subject.run(request(3, stubborn: [0, 1, 2]), held: ["operation"])
      try subject.gatherTasks(3, at: "operation", what: "operations")
      subject.cancel(run)
      try subject.expectCancelled(
        ["0", "1", "2"], at: "operation", after: "its caller was cancelled")
      subject.open("operation")
      let values = try subject.result(of: run).ints ?? []
      guard values == expected(3) else {
        throw Diagnosis.results(
          .wrongResult(call: subject.doing, expected: "\(expected(3))", actual: "\(values)"))
      }
    }
  }

  @Test(.points(1), .needs(atOnce))
  func `what a cancelled operation throws all the same is thrown`()
    async throws
  {
    try await judged("gather(3 operations), cancelled before number 0 fails") { subject in
      let call = request(3, failing: [0], stubborn: [0, 1, 2])
      let run = subject.run(call, held: ["operation"])
      try subject.gatherTasks(3, at: "operation", what: "operations")
      subject.cancel(run)
      try subject.expectCancelled(
        ["0", "1", "2"], at: "operation", after: "its caller was cancelled")
      subject.release(0)
      try subject.expectWaits(run, at: "operation")
      subject.open("operation")
      try subject.expectFailure(of: 0, in: run)
    }
  }

  // MARK: Failures in any order of jobs

  @Test(.points(2), .needs(atOnce)) func `a failure ends all the others in any order of jobs`()
    async throws
  {
    let doing = "gather(4 operations), where number 2 fails"
    try await shuffled(
      doing, [request(4, failing: [2], stubborn: [3])],
      [[.call(0)], [.release("2")], [.open]]
    ) { run in
      guard run.trace.hasEscaped || Set(run.learnt).isSuperset(of: ["0", "1", "3"]) else {
        return {
          .jobOrders(.goesOn(call: doing, what: "not all others were cancelled", history: $0))
        }
      }
      guard let outcome = run.outcome(of: 0) else {
        return { .jobOrders(.tasksStuck(call: doing, waiting: ["the caller"], history: $0)) }
      }
      guard case .threw(_, "failure of operation 2") = outcome else {
        return {
          .histories(
            .checkThenAct(
              call: doing, expected: "the error of operation 2", actual: outcome.inWords,
              history: $0))
        }
      }
      return nil
    }
    let cancelled = doing + " as the caller is cancelled"
    try await shuffled(
      cancelled, [request(4, failing: [2], stubborn: [3])],
      [[.call(0)], [.release("2"), .cancel(0)], [.open]]
    ) { run in
      guard let outcome = run.outcome(of: 0) else {
        return { .jobOrders(.tasksStuck(call: cancelled, waiting: ["the caller"], history: $0)) }
      }
      if let left = run.inside(atReturnOf: 0).first {
        return { _ in .returns(.returnsEarly(call: cancelled, work: "operation", item: left)) }
      }
      switch outcome {
      case .threw("CancellationError", _), .threw(_, "failure of operation 2"): return nil
      default:
        return {
          .histories(
            .checkThenAct(
              call: cancelled, expected: "the first error", actual: outcome.inWords, history: $0))
        }
      }
    }
  }

  // MARK: Size

  @Test(.points(1), .needs(atOnce)) func `ten thousand operations are gathered`() async throws {
    try await judgedTelling("gather(10000 operations)") { subject in
      let (seconds, result) = try subject.timed(count: 10_000) { request($0) }
      let values = result.ints ?? []
      guard values == expected(10_000) else {
        throw Diagnosis.results(
          .wrongResult(
            call: subject.doing, expected: "10000 values", actual: "\(values.count) others"))
      }
      return "10000 operations were gathered \(subject.cost(of: seconds))"
    }
  }

  @Test(.points(1), .needs(atOnce)) func `no thread is left behind`() async throws {
    try await judged("gather(6 operations)") { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(of: subject.run(request(6), reported: ["operation"]))
      }
    }
  }
}

/// A call of `gather`, as the subject's adapter reads it.
private func request(
  _ count: Int, failing: [Int] = [], givingUp: [Int] = [], stubborn: [Int] = [],
  isCancelled: Bool = false, isCancelledAtResume: Bool = false
) -> Value {
  [
    "count": .int(count), "failing": .ints(failing), "givingUp": .ints(givingUp),
    "stubborn": .ints(stubborn), "isCancelled": .bool(isCancelled),
    "isCancelledAtResume": .bool(isCancelledAtResume),
  ]
}

/// What the operations return.
private func expected(_ count: Int) -> [Int] { (0..<count).map { 10 * $0 } }

extension Arrival {
  /// The operation's place.
  fileprivate var number: Int { Int(item) ?? 0 }
}

extension Subject {
  /// Lets one operation go on.
  fileprivate func release(_ number: Int) {
    for next in self["operation"].waiting where next.number == number { release(next) }
  }

  /// Expects that a run throws the error of this operation.
  fileprivate func expectFailure(of failing: Int, in run: Int) throws {
    let outcome = try outcome(of: run)
    if case .threw(_, "failure of operation \(failing)") = outcome { return }
    throw Diagnosis.failures(
      .errorSwallowed(
        failed: "Operation \(failing)", fault: "an error thrown",
        expected: "that error, thrown by gather", actual: outcome.inWords))
  }

  /// Expects that a run throws `CancellationError`.
  fileprivate func expectCancellation(
    of run: Int, failed: String = "Operations that were cancelled"
  ) throws {
    let outcome = try outcome(of: run)
    if case .threw("CancellationError", _) = outcome { return }
    throw Diagnosis.failures(
      .errorSwallowed(
        failed: failed, fault: "CancellationError thrown",
        expected: "that error, thrown by gather", actual: outcome.inWords))
  }
}
