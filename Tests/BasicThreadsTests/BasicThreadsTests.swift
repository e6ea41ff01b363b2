import Checks
import Judge
import Testing
import Wire

@Suite(.exercise("BasicThreads")) struct BasicThreadsTests {
  /// More than there are threads in a pool with one for each core.
  private static let many = 2 * max(Machine.cores, Machine.sharedPool) + 2

  @Test(.points(1)) func `no tasks are no error`() async throws {
    try await judged("runTogether([])") { subject in
      _ = try subject.result(of: subject.run(request(0)))
    }
  }

  @Test(.points(2)) func `every task runs exactly once`() async throws {
    for tasks in [1, 2, 5] {
      try await judged(call(tasks)) { subject in
        let run = subject.run(request(tasks), reported: ["task"])
        _ = try subject.result(of: run)
        // Those that come after the return are the business of another check.
        try subject.settle()
        try subject.expectEachOnce(at: "task", of: (1...tasks).map { "task \($0)" })
      }
    }
  }

  // Early, as code that spins makes every check after it long.
  @Test(.points(1)) func `waiting costs no processor time`() async throws {
    try await judged(call(4)) { subject in
      let run = subject.run(request(4), held: ["task"])
      _ = try subject.wait(
        for: { $0["task"].present.count >= 4 }, still: Limits.rendezvous)
      try subject.expectSleep(at: "task")
      subject.open("task")
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(3)) func `all tasks are under way at the same time`() async throws {
    try await judged(call(Self.many)) { subject in
      let run = subject.run(request(Self.many), held: ["task"])
      try subject.gather(Self.many, at: "task")
      let threads = Set(subject["task"].present.map(\.thread)).count
      guard threads == Self.many else {
        throw Diagnosis.underParallel(work: "task", asked: Self.many, seen: threads, queue: "")
      }
      subject.open("task")
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(3)) func `it comes back only after the last task has ended`() async throws {
    // Each task in turn is the one that ends last.
    for last in 0..<3 {
      try await judged(call(3)) { subject in
        let run = subject.run(request(3), held: ["task"])
        _ = try subject.wait(
          for: { $0["task"].present.count >= 3 }, still: Limits.rendezvous)
        let tasks = subject["task"].waiting.sorted { $0.item < $1.item }
        guard let held = tasks.dropFirst(last).first ?? tasks.last else {
          _ = try subject.result(of: run)
          return
        }
        for task in tasks where task != held { subject.release(task) }
        _ = try subject.wait(
          for: { $0.outcomes[run] != nil }, still: Limits.settled, patience: Limits.restless)
        guard !subject.hasEnded(run) else {
          throw Diagnosis.returnsEarly(
            call: subject.doing, work: "task", item: held.item, waitedBefore: last)
        }
        subject.open("task")
        _ = try subject.result(of: run)
      }
    }
  }

  @Test(.points(1)) func `no thread is left behind`() async throws {
    try await judged(call(3)) { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(of: subject.run(request(3)))
      }
    }
  }

  @Test(.points(2)) func `all is done at the return in any order of steps`() async throws {
    let tasks = 3
    try await explored(call(tasks), request(tasks)) { run in
      if let fault = run.fault(in: call(tasks), values: tasks) { return fault }
      let marks = try run.result(of: call(tasks)).ints ?? []
      guard marks == Array(repeating: 1, count: tasks) else {
        throw Diagnosis.wrongResult(
          call: call(tasks), expected: "each task run once", actual: "runs: \(marks)")
      }
      return run.unguarded(in: call(tasks))
    }
  }
}

private func call(_ tasks: Int) -> String {
  "runTogether(\(tasks == 1 ? "1 task" : "\(tasks) tasks"))"
}

private func request(_ tasks: Int) -> Value { ["tasks": .int(tasks)] }
