import Checks
import Judge
import Wire

/// One task's call of `withPermit`, as the subject's adapter reads it.
func request(
  _ caller: Int, isFailing: Bool = false, isCancelled: Bool = false, isStubborn: Bool = false,
  isCancelledAtResume: Bool = false, priority: TaskPriority? = nil, semaphore: Int = 0
) -> Value {
  [
    "caller": .int(caller), "isFailing": .bool(isFailing), "isCancelled": .bool(isCancelled),
    "isCancelledAtResume": .bool(isCancelledAtResume), "isStubborn": .bool(isStubborn),
    "priority": priority.map { .int(Int($0.rawValue)) } ?? .null, "semaphore": .int(semaphore),
  ]
}

private func tasks(_ numbers: [Int]) -> String {
  (numbers.count == 1 ? "task " : "tasks ")
    + numbers.map { "\($0)" }.joined(separator: " and ")
}

/// What is wrong if more got in than there are permits.
func crowded(
  _ doing: String, permits: Int, _ run: TaskRun
) -> ((History) -> Diagnosis)? {
  guard run.mostInside > permits else { return nil }
  return {
    .histories(
      .checkThenAct(
        call: doing, expected: "at most \(permits)", actual: "\(run.mostInside) under way at once",
        history: $0))
  }
}

/// What is wrong if somebody waits though nobody has a permit.
func forgotten(_ doing: String, _ run: TaskRun) -> ((History) -> Diagnosis)? {
  guard !run.waiting.isEmpty else { return nil }
  return {
    .histories(
      .checkThenAct(
        call: doing, expected: "a permit for each in the end",
        actual: "\(tasks(run.waiting)) waiting for ever", history: $0))
  }
}

/// What is wrong if a cancellation costs others a permit, or adds one.
///
/// - Parameter others: The tasks that nobody cancels.
func harmed(
  _ doing: String, by cancellation: String, _ others: [Int], _ run: TaskRun
) -> ((History) -> Diagnosis)? {
  if let crowd = crowded(doing, permits: 1, run) { return crowd }
  for task in others {
    guard let outcome = run.outcome(of: task), !run.began.contains("\(task)") else { continue }
    return {
      .jobOrders(
        .turnedAway(call: doing, task: "task \(task)", actual: outcome.inWords, history: $0))
    }
  }
  guard !run.waiting.isEmpty else { return nil }
  return {
    .jobOrders(
      .permitGone(
        call: doing, after: cancellation, waiting: run.waiting.map { "task \($0)" }, history: $0))
  }
}

/// Whether all goes well when one task comes after the other.
func isCalm(permits: Int) async throws -> Bool {
  let callers = 1...permits + 2
  let phases: [[Script.Action]] =
    [[.call(0)]] + callers.map { [.call($0)] } + callers.map { [.release("\($0)")] }
  do {
    try await shuffled(
      "tasks one after the other", [["permits": .int(permits)]] + callers.map { request($0) },
      phases
    ) { run in crowded("", permits: permits, run) ?? forgotten("", run) }
    return true
  } catch Diagnosis.histories(.checkThenAct) {
    return false
  }
}

extension Subject {
  /// Expects that tasks got their permits in this order, if it was these that got one.
  func expectTurns(_ expected: [String]) throws {
    let order = self["operation"].arrivals.map(\.item)
    guard order == expected || Set(order) != Set(expected) else {
      throw Diagnosis.tasks(
        .servedOutOfTurn(
          call: doing, expected: expected.joined(separator: ", "),
          actual: order.joined(separator: ", ")))
    }
  }

  /// Makes the semaphore that all tasks of a check share.
  func make(permits: Int) throws { _ = try result(of: run(["permits": .int(permits)])) }

  /// Starts tasks that call `withPermit`, each in a run of its own.
  func call(_ callers: ClosedRange<Int>, isFailing: Bool = false) -> [Int] {
    callers.map { run(request($0, isFailing: isFailing), held: ["operation"]) }
  }

  func expectAllServed(_ runs: [Int]) throws {
    for run in runs {
      let outcome = try outcome(of: run)
      if case .threw(_, let text) = outcome {
        let begun = self["operation"].arrivals.count
        guard begun >= runs.count else {
          throw Diagnosis.results(
            .missedWork(
              call: doing, work: "operation", count: runs.count - begun,
              first: ["a task that got the error \(text)"]))
        }
      }
      _ = try result(of: run)
    }
  }

  /// Lets held operations go one at a time, each once nothing moves any more.
  func serveInTurn(_ runs: [Int], at gate: String) throws {
    while true {
      _ = try wait(
        for: { state in runs.allSatisfy { state.outcomes[$0] != nil } }, still: Limits.settled)
      guard let next = self[gate].waiting.first else { return }
      release(next)
    }
  }

  /// Lets whatever comes go until these runs have come back.
  func releaseAll(until runs: [Int], at gate: String, after: String) throws {
    while true {
      let end = try wait(
        for: { state in
          !state[gate].waiting.isEmpty || runs.allSatisfy { state.outcomes[$0] != nil }
        }, still: Limits.rendezvous)
      if runs.allSatisfy(hasEnded) { return }
      guard end == .reached else {
        throw Diagnosis.tasks(.permitLost(call: doing, after: after, waiting: "another task"))
      }
      for next in self[gate].waiting { release(next) }
    }
  }

  /// Expects that a task whose wait is over gives up, without its operation having been begun.
  func expectLeaves(_ run: Int, task: Int, after: String) throws {
    let end = try wait(for: { $0.outcomes[run] != nil }, still: Limits.rendezvous)
    let item = "\(task)"
    guard !self["operation"].arrivals.contains(where: { $0.item == item }) else {
      throw Diagnosis.tasks(
        .ignoresCancellation(call: doing, after: after, what: "its operation was begun"))
    }
    guard end == .reached else {
      guard try hasThreadForTask() else {
        throw Diagnosis.tasks(.blocksPool(doing: doing, threads: activity.threads))
      }
      throw Diagnosis.tasks(
        .ignoresCancellation(call: doing, after: after, what: "it went on waiting for a permit"))
    }
    let outcome = try outcome(of: run)
    guard case .threw("CancellationError", _) = outcome else {
      throw Diagnosis.tasks(
        .ignoresCancellation(
          call: doing, after: after,
          what: "it should have thrown CancellationError, but it gave \(outcome.inWords)"))
    }
  }

  /// Expects that a waiting task gets the permit that is free by now.
  func expectEntry(of task: Int, in run: Int, after: String) throws {
    let item = "\(task)"
    let hasEntered = { (state: SubjectState) in
      state["operation"].arrivals.contains { $0.item == item }
    }
    let end = try wait(
      for: { hasEntered($0) || $0.outcomes[run] != nil }, still: Limits.rendezvous)
    guard end == .reached else {
      throw Diagnosis.tasks(.permitLost(call: doing, after: after, waiting: "task \(task)"))
    }
    guard self["operation"].arrivals.contains(where: { $0.item == item }) else {
      throw Diagnosis.results(
        .missedWork(call: doing, work: "operation", count: 1, first: ["task \(task)"]))
    }
  }

  func expectNeverBegun(_ tasks: [Int], at gate: String) throws {
    let begun = tasks.first { task in self[gate].arrivals.contains { $0.item == "\(task)" } }
    guard let begun else { return }
    throw Diagnosis.tasks(
      .ignoresCancellation(
        call: doing, after: "task \(begun) was cancelled while it waited",
        what: "its operation was begun all the same"))
  }
}
