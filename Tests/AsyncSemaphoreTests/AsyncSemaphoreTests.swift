import Checks
import Judge
import Testing
import Wire

private let limited = Needed(
  "some of nine tasks wait while others have the permits", isShown: { $0 < 9 }
) {
  for permits in [1, 3] {
    try await judged("AsyncSemaphore(permits: \(permits)), 9 tasks") { subject in
      try subject.make(permits: permits)
      var runs: [Int] = []
      for caller in 1...9 {
        // One after the other: what depends on the order of jobs is told by a check of its own.
        runs += subject.call(caller...caller)
        try subject.settle()
      }
      for ended in 0...4 {
        try subject.gatherTasks(permits, at: "operation", what: "operations")
        try subject.expectNoMore(than: permits, at: "operation")
        guard let next = subject["operation"].waiting.first else { break }
        subject.release(next)
        _ = try subject.wait(
          for: { $0["operation"].ended > ended && $0["operation"].present.count >= permits },
          still: Limits.settled)
      }
      subject.open("operation")
      try subject.expectAllServed(runs)
    }
  }
}

private let atOnce = Needed("two operations are under way at the same time") {
  // More than there are cores and threads for tasks: waiting needs none.
  let permits = max(Machine.cores, Machine.sharedPool) + 4
  try await judged("AsyncSemaphore(permits: \(permits)), \(2 * permits) tasks") { subject in
    try subject.make(permits: permits)
    let runs = subject.call(1...2 * permits)
    try subject.gatherTasks(permits, at: "operation", what: "operations")
    subject.open("operation")
    try subject.expectAllServed(runs)
  }
}

@Suite(.exercise("AsyncSemaphore")) struct AsyncSemaphoreTests {
  // MARK: Results

  @Test(.points(1)) func `an operation is run once and its value comes back`() async throws {
    for permits in [1, 3] {
      try await judged("AsyncSemaphore(permits: \(permits)), one task after the other") { subject in
        try subject.make(permits: permits)
        for caller in 1...4 {
          let run = subject.run(request(caller), reported: ["operation"])
          let value = try subject.result(of: run)
          guard value == .int(10 * caller) else {
            throw Diagnosis.results(
              .wrongResult(call: subject.doing, expected: "\(10 * caller)", actual: "\(value)"))
          }
        }
        try subject.expectEachOnce(at: "operation", of: (1...4).map { "\($0)" })
      }
    }
  }

  @Test(.points(1)) func `fewer than 1 permit is refused`() async throws {
    for permits in [0, -1] {
      try await judged("AsyncSemaphore(permits: \(permits))") { subject in
        try subject.expectRefusal(of: "permits", in: subject.run(["permits": .int(permits)]))
      }
    }
  }

  // MARK: How many at once

  @Test(.points(3)) func `as many operations as permits are under way at once`() async throws {
    try await atOnce()
  }

  @Test(.points(2), .needs(atOnce, limited)) func `five hundred that wait need no threads`()
    async throws
  {
    try await judged("AsyncSemaphore(permits: 3), 500 tasks") { subject in
      try subject.make(permits: 3)
      let runs = subject.call(1...500)
      try subject.gatherTasks(3, at: "operation", what: "operations")
      try subject.expectIdle(at: "operation")
      subject.open("operation")
      try subject.expectAllServed(runs)
    }
  }

  @Test(.points(3), .needs(atOnce, limited))
  func `no more than permits get in in any order of jobs`() async throws {
    // One after the other, each once nothing moves any more: what goes wrong here isn't the order's
    // fault, and is told by another check.
    guard try await isCalm(permits: 2) else { return }
    let doing = "AsyncSemaphore(permits: 2), 5 tasks"
    try await shuffled(
      doing, [["permits": 2]] + (1...5).map { request($0) },
      [
        [.call(0)], (1...5).map { .call($0) }, [.release("1"), .release("2")],
        [.release("3"), .release("4"), .release("5")],
      ]
    ) { run in crowded(doing, permits: 2, run) ?? forgotten(doing, run) }
    let two = "AsyncSemaphore(permits: 1), 2 tasks"
    try await shuffled(
      two, [["permits": 1]] + (1...2).map { request($0) },
      [[.call(0)], [.call(1)], [.release("1"), .call(2)], [.open]]
    ) { run in crowded(two, permits: 1, run) ?? forgotten(two, run) }
    let twoOfThem = "two of AsyncSemaphore(permits: 1), 2 tasks at each"
    try await shuffled(
      twoOfThem,
      [["permits": 1, "semaphores": 2]] + (1...4).map { request($0, semaphore: $0 % 2) },
      [[.call(0)], [.call(1), .call(2)], [.call(3), .call(4)], [.open]], most: 100
    ) { run in crowded(twoOfThem, permits: 2, run) ?? forgotten(twoOfThem, run) }
  }

  @Test(.points(3), .needs(atOnce)) func `never more operations than permits are under way`()
    async throws
  {
    try await limited()
  }

  @Test(.points(2), .needs(atOnce, limited)) func `first come is first served`() async throws {
    try await judged("AsyncSemaphore(permits: 1), 9 tasks one after the other") { subject in
      try subject.make(permits: 1)
      var runs: [Int] = []
      for caller in 1...9 {
        runs += subject.call(caller...caller)
        // The next one comes when this one has its permit or waits for it.
        try subject.settle()
      }
      try subject.serveInTurn(runs, at: "operation")
      try subject.expectTurns(["1", "2", "3", "4", "5", "6", "7", "8", "9"])
      try subject.expectAllServed(runs)
    }
    try await judged("AsyncSemaphore(permits: 1), 6 tasks, task 3 cancelled") {
      subject in
      try subject.make(permits: 1)
      var runs: [Int] = []
      for caller in 1...6 {
        runs += subject.call(caller...caller)
        try subject.settle()
      }
      subject.cancel(runs[2])
      try subject.settle()
      try subject.serveInTurn(runs, at: "operation")
      try subject.expectTurns(["1", "2", "4", "5", "6"])
    }
    let priorities: [TaskPriority] = [.medium, .low, .high, .background, .medium, .high]
    let names = priorities.map { "\($0)".split(separator: ".").last ?? "" }.joined(separator: ", ")
    try await judged("AsyncSemaphore(permits: 1), 6 tasks with priorities \(names)") { subject in
      try subject.make(permits: 1)
      var runs: [Int] = []
      for (caller, priority) in zip(1..., priorities) {
        runs.append(subject.run(request(caller, priority: priority), held: ["operation"]))
        try subject.settle()
      }
      try subject.serveInTurn(runs, at: "operation")
      try subject.expectTurns(["1", "2", "3", "4", "5", "6"])
      try subject.expectAllServed(runs)
    }
  }

  // MARK: Permits come back

  @Test(.points(2), .needs(atOnce, limited)) func `a permit comes back after an error`()
    async throws
  {
    try await judged("AsyncSemaphore(permits: 4), of whose tasks 3 fail") { subject in
      try subject.make(permits: 4)
      for caller in 1...3 {
        let run = subject.run(request(caller, isFailing: true), reported: ["operation"])
        let outcome = try subject.outcome(of: run)
        try subject.expectNoneTwice(at: "operation")
        if case .threw(_, "failure of task \(caller)") = outcome { continue }
        throw Diagnosis.failures(
          .errorSwallowed(
            failed: "The operation of task \(caller)", fault: "an error thrown",
            expected: "that error", actual: outcome.inWords))
      }
    }
    try await judged("AsyncSemaphore(permits: 1), 2 tasks, task 1 failing") { subject in
      try subject.make(permits: 1)
      let first = subject.call(1...1, isFailing: true)
      try subject.gatherTasks(1, at: "operation", what: "operations")
      let second = subject.call(2...2)
      try subject.settle()
      subject.open("operation")
      try subject.expectEntry(of: 2, in: second[0], after: "an operation had failed")
      _ = try subject.outcome(of: first[0])
      try subject.expectAllServed(second)
    }
    try await judged("AsyncSemaphore(permits: 2), of whose tasks 3 fail") { subject in
      try subject.make(permits: 2)
      let failed = subject.call(1...3, isFailing: true)
      // The third waits in line when the first fails: else what goes wrong at handing over isn't seen.
      try subject.gatherTasks(2, at: "operation", what: "operations")
      try subject.settle()
      try subject.releaseAll(until: failed, at: "operation", after: "an operation had failed")
      let runs = subject.call(4...8)
      do {
        try subject.gatherTasks(2, at: "operation", what: "operations")
      } catch Diagnosis.tasks(.fewAtOnce), Diagnosis.waiting(.deadlock) {
        throw Diagnosis.tasks(
          .permitLost(
            call: subject.doing, after: "3 operations had failed", waiting: "another task"))
      }
      let failing = (1...3).map(String.init)
      try subject.expectNoMore(than: 2, at: "operation") {
        failing.contains($0) ? ", which failed" : ""
      }
      subject.open("operation")
      try subject.expectAllServed(runs)
    }
  }

  // MARK: Cancellation

  @Test(.points(2), .needs(atOnce, limited)) func `a cancelled task stops waiting at once`()
    async throws
  {
    try await judged("AsyncSemaphore(permits: 1), 4 tasks, some of them cancelled") {
      subject in
      try subject.make(permits: 1)
      let first = subject.call(1...1)
      try subject.gatherTasks(1, at: "operation", what: "operations")
      let second = subject.call(2...2)
      try subject.settle()
      subject.cancel(second[0])
      try subject.expectLeaves(second[0], task: 2, after: "task 2 was cancelled while it waited")
      let fourth = subject.call(4...4)
      try subject.expectNoMore(than: 1, at: "operation")
      // One that is cancelled before it calls doesn't wait either.
      let third = subject.run(request(3, isCancelled: true), held: ["operation"])
      try subject.expectLeaves(third, task: 3, after: "task 3 was cancelled before it called")
      for next in subject["operation"].waiting { subject.release(next) }
      try subject.expectEntry(
        of: 4, in: fourth[0], after: "a task that waited had been cancelled")
      subject.open("operation")
      try subject.expectAllServed(first + fourth)
      try subject.expectNeverBegun([2, 3], at: "operation")
    }
    try await judged("AsyncSemaphore(permits: 1), 5 tasks, tasks 2 to 4 cancelled") { subject in
      try subject.make(permits: 1)
      let first = subject.call(1...1)
      try subject.gatherTasks(1, at: "operation", what: "operations")
      var runs: [Int] = []
      for caller in 2...5 {
        runs += subject.call(caller...caller)
        try subject.settle()
      }
      for (task, run) in zip(2...4, runs) {
        subject.cancel(run)
        try subject.expectLeaves(
          run, task: task, after: "task \(task) was cancelled while it waited")
      }
      subject.open("operation")
      try subject.expectEntry(
        of: 5, in: runs[3], after: "three that stood side by side in line had been cancelled")
      try subject.expectAllServed(first + [runs[3]])
      try subject.expectNeverBegun([2, 3, 4], at: "operation")
    }
    try await judged("AsyncSemaphore(permits: 1), 3 tasks, task 2 cancelled as it is served") {
      subject in
      try subject.make(permits: 1)
      let first = subject.call(1...1)
      try subject.gatherTasks(1, at: "operation", what: "operations")
      let second = subject.run(request(2, isCancelledAtResume: true), held: ["operation"])
      try subject.settle()
      subject.open("operation")
      for run in first + [second] { _ = try subject.outcome(of: run) }
      let third = subject.call(3...3)
      try subject.expectEntry(
        of: 3, in: third[0], after: "task 2 had been cancelled as it was served")
      subject.open("operation")
      try subject.expectAllServed(third)
    }
  }

  @Test(.points(1), .needs(atOnce, limited))
  func `a task that was cancelled before it calls costs no permit`()
    async throws
  {
    try await judged("AsyncSemaphore(permits: 1), 2 tasks, task 1 cancelled before its call") {
      subject in
      try subject.make(permits: 1)
      // A permit is free: whether the operation is run is up to the student's code.
      let first = subject.run(request(1, isCancelled: true), reported: ["operation"])
      _ = try subject.outcome(of: first)
      let second = subject.call(2...2)
      try subject.expectEntry(
        of: 2, in: second[0], after: "a call from a task that was cancelled already had ended")
      subject.open("operation")
      try subject.expectAllServed(second)
    }
  }

  @Test(.points(1), .needs(atOnce, limited))
  func `an operation learns of a cancellation and its permit comes back`()
    async throws
  {
    try await judged("AsyncSemaphore(permits: 1), 2 tasks, task 1 cancelled") {
      subject in
      try subject.make(permits: 1)
      let first = subject.call(1...1)
      try subject.gatherTasks(1, at: "operation", what: "operations")
      let second = subject.call(2...2)
      subject.cancel(first[0])
      try subject.expectCancelled(["1"], at: "operation", after: "its task was cancelled")
      try subject.expectEntry(
        of: 2, in: second[0], after: "an operation under way had been cancelled")
      let outcome = try subject.outcome(of: first[0])
      guard case .threw("CancellationError", _) = outcome else {
        throw Diagnosis.failures(
          .errorSwallowed(
            failed: "The operation of task 1", fault: "CancellationError thrown",
            expected: "that error", actual: outcome.inWords))
      }
      subject.open("operation")
      try subject.expectAllServed(second)
    }
  }

  @Test(.points(1), .needs(atOnce, limited))
  func `a cancelled operation's own end is what comes back`() async throws {
    for isFailing in [false, true] {
      let doing =
        "AsyncSemaphore(permits: 1), 1 task that is cancelled, and "
        + (isFailing ? "then fails" : "returns all the same")
      try await judged(doing) { subject in
        try subject.make(permits: 1)
        let run = subject.run(
          request(1, isFailing: isFailing, isStubborn: true), held: ["operation"])
        try subject.gatherTasks(1, at: "operation", what: "operations")
        subject.cancel(run)
        try subject.expectCancelled(["1"], at: "operation", after: "its task was cancelled")
        subject.open("operation")
        let outcome = try subject.outcome(of: run)
        switch outcome {
        case .returned(.int(10)) where !isFailing: return
        case .threw(_, "failure of task 1") where isFailing: return
        case _ where isFailing:
          throw Diagnosis.failures(
            .errorSwallowed(
              failed: "The operation of task 1", fault: "an error thrown after a cancellation",
              expected: "that error", actual: outcome.inWords))
        default:
          throw Diagnosis.results(
            .wrongResult(call: doing, expected: "10", actual: outcome.inWords))
        }
      }
    }
  }

  // MARK: Orders of jobs

  @Test(.points(2), .needs(atOnce, limited)) func `a newcomer doesn't overtake those who wait`()
    async throws
  {
    let doing = "AsyncSemaphore(permits: 1), 3 tasks"
    try await shuffled(
      doing, [["permits": 1]] + (1...3).map { request($0) },
      [[.call(0)], [.call(1)], [.call(2)], [.release("1"), .call(3)], [.open]]
    ) { run in
      if let crowd = crowded(doing, permits: 1, run) { return crowd }
      guard run.began.firstIndex(of: "2") ?? 9 <= run.began.firstIndex(of: "3") ?? 9 else {
        return {
          .jobOrders(.overtaken(call: doing, first: "task 2", second: "task 3", history: $0))
        }
      }
      return nil
    }
  }

  @Test(.points(2), .needs(atOnce, limited))
  func `no permit is lost when a waiting task is cancelled in any order of jobs`()
    async throws
  {
    let six = "AsyncSemaphore(permits: 1), 6 tasks, some of them cancelled"
    try await shuffled(
      six, [["permits": 1]] + (1...6).map { request($0) },
      [
        [.call(0)], [.call(1)], [.call(2), .call(3)], [.release("1"), .cancel(2)],
        [.call(4), .call(5)], [.open], [.call(6)],
      ]
    ) { run in harmed(six, by: "task 2 was cancelled", [1, 3, 4, 5, 6], run) }
    let four = "AsyncSemaphore(permits: 1), 4 tasks, some of them cancelled"
    let requests: [Value] = [["permits": 1]] + (1...4).map { request($0) }
    try await shuffled(
      four, requests,
      [
        [.call(0)], [.call(1)], [.call(2), .call(3)], [.release("1"), .cancel(2), .call(4)],
        [.open],
      ]
    ) { run in harmed(four, by: "task 2 was cancelled", [1, 3, 4], run) }
    try await shuffled(
      four, requests,
      [[.call(0)], [.call(1)], [.call(2), .cancel(2), .call(3)], [.open], [.call(4)]]
    ) { run in harmed(four, by: "task 2 was cancelled as it came", [1, 3, 4], run) }
  }

  // MARK: Size

  @Test(.points(1), .needs(atOnce, limited)) func `ten thousand wait and all are served`()
    async throws
  {
    try await judgedTelling("AsyncSemaphore(permits: 3), 10000 tasks") { subject in
      try subject.make(permits: 3)
      let (seconds, value) = try subject.timed(count: 10_000) { ["callers": .int($0)] }
      let most = value["most"].int ?? 0
      guard most <= 3 else {
        throw Diagnosis.excess(.unbounded(work: "operation", asked: 3, seen: most))
      }
      guard value["served"].int == 10_000 else {
        throw Diagnosis.results(
          .wrongResult(
            call: subject.doing, expected: "10000 tasks with their own value",
            actual: "\(value["served"].int ?? 0)"))
      }
      return "10000 tasks were served \(subject.cost(of: seconds))"
    }
  }

  @Test(.points(1), .needs(atOnce, limited)) func `no thread is left behind`() async throws {
    try await judged("AsyncSemaphore(permits: 2), made and used 25 times") { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        try subject.make(permits: 2)
        _ = try subject.result(of: subject.run(request(1), reported: ["operation"]))
      }
    }
  }
}
