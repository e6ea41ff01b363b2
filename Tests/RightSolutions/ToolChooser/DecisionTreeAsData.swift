import ExerciseKit

/// A guide as a value: a question with two guides behind it, or an answer.
private indirect enum Guide<Subject, Answer> {
  case answer(Answer)
  case ask((Subject) -> Bool, yes: Guide, no: Guide)

  func answer(for subject: Subject) -> Answer {
    switch self {
    case .answer(let answer):
      return answer
    case .ask(let question, let yes, let no):
      return (question(subject) ? yes : no).answer(for: subject)
    }
  }
}

private typealias ToolGuide = Guide<Job, Result<Tool, InvalidArgument>>

extension Guide where Answer == Result<Tool, InvalidArgument> {
  fileprivate static func use(_ tool: Tool) -> Guide { .answer(.success(tool)) }

  fileprivate static func refuse(_ name: String, _ reason: String) -> Guide {
    .answer(.failure(InvalidArgument(name, reason)))
  }
}

/// Chooses the tool with which a job is best done.
public func tool(for job: Job) throws -> Tool {
  let whatWaitsWithBoth = ToolGuide.ask(
    { $0.count > Job.few }, yes: .use(.asyncTasks), no: .use(.threads))
  let whatWaits = ToolGuide.ask(
    { $0.calls == .both },
    yes: whatWaitsWithBoth,
    no: .ask({ $0.calls == .async }, yes: .use(.asyncTasks), no: .use(.threads)))
  let whatIsTogether = ToolGuide.ask(
    { $0.count == 1 },
    yes: .use(.plainLoop),
    no: .ask({ $0.work == .computes }, yes: .use(.parallelTasks), no: whatWaits))
  let whatIsIsolated = ToolGuide.ask(
    \.sharesData,
    yes: .refuse("sharesData", "must be false for a job that needs isolation"),
    no: .use(.processes))
  let all = ToolGuide.ask(
    { $0.count >= 1 },
    yes: .ask(\.needsIsolation, yes: whatIsIsolated, no: whatIsTogether),
    no: .refuse("count", "must be at least 1, not \(job.count)"))
  return try all.answer(for: job).get()
}
