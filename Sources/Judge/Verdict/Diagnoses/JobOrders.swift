extension Diagnosis {
  /// What one order of the jobs of tasks, chosen by lot, brings about.
  public enum JobOrders: DiagnosisFamily {
    /// In one order of jobs a permit never came back.
    case permitGone(call: String, after: String, waiting: [String], history: History)
    /// In one order of jobs a task that nobody had cancelled came back without having been served.
    case turnedAway(call: String, task: String, actual: String, history: History)
    /// In one order of jobs work goes on, or begins, after a cancellation: `what` says which.
    case goesOn(call: String, what: String, history: History)
    /// In one order of jobs tasks wait for ever, though nothing failed and none was cancelled.
    case tasksStuck(call: String, waiting: [String], history: History)
    /// In one order of jobs the right values came in the wrong order.
    case misplaced(call: String, expected: String, actual: String, history: History)
    /// In one order of jobs a task came before one that had waited for longer.
    case overtaken(call: String, first: String, second: String, history: History)
  }
}

extension Diagnosis.JobOrders {
  var words: Words {
    switch self {
    case .permitGone(let call, let after, let waiting, let history):
      Words(
        "permitLost",
        """
        \(call): in this order of jobs, after \(after), \(inARow(waiting)) waited \
        for a permit that never came.
        """,
        whichWayLeaves,
        shows: .history(history))
    case .turnedAway(let call, let task, let actual, let history):
      Words(
        "missedWork",
        """
        \(call): nobody had cancelled \(task), but in this order of jobs its operation was never run. \
        There was \(actual).
        """,
        "Whose place does a cancellation take out of those that wait, and how is it found?",
        shows: .history(history))
    case .goesOn(let call, let what, let history):
      Words(
        "ignoresCancellation",
        "\(call): in this order of jobs, \(what).",
        afterACancellation,
        shows: .history(history))
    case .tasksStuck(let call, let waiting, let history):
      Words(
        "deadlock",
        "\(call): in this order of jobs \(inARow(waiting)) waited for ever.",
        nobodyIsLeft,
        shows: .history(history))
    case .misplaced(let call, let expected, let actual, let history):
      Words(
        "orderLost",
        "\(call): in this order of jobs the result was \(actual) instead of \(expected).",
        "What tells a value which operation it belongs to?",
        shows: .history(history))
    case .overtaken(let call, let first, let second, let history):
      Words(
        "orderLost",
        """
        \(call): \(first) had come first and waited, but in this order of jobs \(second) \
        began before.
        """,
        whatPicksTheNext,
        shows: .history(history))
    }
  }
}
