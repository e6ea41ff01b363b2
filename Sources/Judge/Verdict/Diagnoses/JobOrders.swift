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
        "A permit that isn't given back is gone for good; when the last is gone, everything stands still.",
        shows: .history(history))
    case .turnedAway(let call, let task, let actual, let history):
      Words(
        "missedWork",
        """
        \(call): nobody had cancelled \(task), but in this order of jobs its operation was never run. \
        There was \(actual).
        """,
        "Who is cancelled gives up its own place, and nobody else's.",
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
        "Nothing moves any more, and nobody is left who would wake what waits.",
        shows: .history(history))
    case .misplaced(let call, let expected, let actual, let history):
      Words(
        "orderLost",
        "\(call): in this order of jobs the result was \(actual) instead of \(expected).",
        "Which task begins or ends first is chance; each value belongs to its operation's place.",
        shows: .history(history))
    case .overtaken(let call, let first, let second, let history):
      Words(
        "orderLost",
        """
        \(call): \(first) had come first and waited, but in this order of jobs \(second) \
        began before.
        """,
        "Who may be overtaken may wait for ever: first come, first served is a promise.",
        shows: .history(history))
    }
  }
}
