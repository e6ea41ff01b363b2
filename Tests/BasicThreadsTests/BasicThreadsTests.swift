import Checks
import Judge
import Testing
import Wire

private let atOnce = Needed("two tasks are under way at the same time") {
  try await judged(call(BasicThreadsTests.many)) { subject in
    let run = subject.run(request(BasicThreadsTests.many), held: ["task"])
    try subject.gather(BasicThreadsTests.many, at: "task")
    let threads = Set(subject["task"].present.map(\.thread)).count
    guard threads == BasicThreadsTests.many else {
      throw Diagnosis.crowds(
        .underParallel(work: "task", asked: BasicThreadsTests.many, seen: threads, queue: ""))
    }
    subject.open("task")
    _ = try subject.result(of: run)
  }
}

@Suite(.exercise("BasicThreads")) struct BasicThreadsTests {
  /// More than there are threads in a pool with some for each core.
  fileprivate static let many = 100

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
        try subject.expectEachOnce(at: "task", of: (1...tasks).map(String.init))
      }
    }
  }

  // Early, as code that spins makes every check after it long.
  @Test(.points(1), .needs(atOnce)) func `waiting costs no processor time`() async throws {
    try await judged(call(4)) { subject in
      let run = subject.run(request(4), held: ["task"])
      _ = try subject.wait(
        for: { $0["task"].present.count >= 4 }, still: Limits.rendezvous)
      try subject.expectSleep(at: "task")
      subject.open("task")
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(4)) func `all tasks are under way at the same time`() async throws {
    try await atOnce()
  }

  @Test(.points(3), .needs(atOnce)) func `it comes back only after the last task has ended`()
    async throws
  {
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
          throw subject.returnsEarly(work: "task", item: held.item, waitedBefore: last)
        }
        subject.open("task")
        _ = try subject.result(of: run)
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `no thread is left behind`() async throws {
    try await judged(call(3)) { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(of: subject.run(request(3)))
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `all is done at the return in any order of steps`()
    async throws
  {
    for tasks in [1, 3] {
      try await explored(call(tasks), request(tasks)) {
        try whole($0, in: call(tasks), tasks: tasks)
      }
    }
  }

  @Test(.points(1), .needs(atOnce))
  func `two calls at once wait for their own tasks in any order of steps`()
    async throws
  {
    let calls = "two calls of \(call(2)) at once"
    try await explored(calls, request(2, calls: 2)) { try whole($0, in: calls, tasks: 2, calls: 2) }
  }
}

/// What is wrong with a run in which every step was seen.
private func whole(
  _ run: ControlledRun, in call: String, tasks: Int, calls: Int = 1
) throws -> ((History) -> Diagnosis)? {
  if let fault = run.fault(in: call, values: calls * tasks) { return fault }
  let told = try run.result(of: call).array ?? []
  for end in told {
    let marks = end["marks"].ints ?? []
    guard marks == Array(repeating: 1, count: tasks) else {
      let steps = end["steps"].int ?? 0
      if let fault = run.earlyReturn(in: call, after: steps) { return fault }
      // Done, but by threads that had not even begun with it at the return.
      if run.works == calls * tasks, let fault = run.earlyReturn(in: call, endingAfter: steps) {
        return fault
      }
      throw Diagnosis.results(
        .wrongResult(call: call, expected: "each task run once", actual: "runs: \(marks)"))
    }
  }
  guard !run.workers.contains(0) else {
    throw Diagnosis.results(
      .wrongResult(
        call: call, expected: "each task on a thread of its own",
        actual: "one on the thread that made the call"))
  }
  return run.unguarded(in: call)
}

private func call(_ tasks: Int) -> String {
  "runTogether(\(tasks == 1 ? "1 task" : "\(tasks) tasks"))"
}

private func request(_ tasks: Int, calls: Int = 1) -> Value {
  ["tasks": .int(tasks), "calls": .int(calls)]
}
