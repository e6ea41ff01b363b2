import ExerciseKit

/// Chooses the tool by the first rule of a table that applies.
public func tool(for job: Job) throws -> Tool {
  for rule in rules where rule.applies(job) { return try rule.outcome.get() }
  return .asyncTasks
}

private struct Rule {
  let applies: @Sendable (Job) -> Bool
  let outcome: Result<Tool, InvalidArgument>

  init(_ tool: Tool, _ applies: @escaping @Sendable (Job) -> Bool) {
    self.applies = applies
    outcome = .success(tool)
  }

  init(refuse name: String, _ reason: String, _ applies: @escaping @Sendable (Job) -> Bool) {
    self.applies = applies
    outcome = .failure(InvalidArgument(name, reason))
  }
}

private let rules = [
  Rule(refuse: "count", "must be at least 1") { $0.count < 1 },
  Rule(refuse: "sharesData", "must be false for a job that needs isolation") {
    $0.needsIsolation && $0.sharesData
  },
  Rule(.processes) { $0.needsIsolation },
  Rule(.plainLoop) { $0.count == 1 },
  Rule(.parallelTasks) { $0.work == .computes },
  Rule(.threads) { $0.calls == .blocking },
  Rule(.threads) { $0.calls == .both && $0.count <= Job.few },
]
