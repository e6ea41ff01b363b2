extension Diagnosis {
  /// What tasks do.
  public enum Tasks: DiagnosisFamily {
    /// Fewer at a time than asked for, of something that isn't the work of threads.
    case fewAtOnce(what: String, asked: Int, seen: Int, teams: [Team] = [])
    /// Every thread that runs tasks is blocked, so no task can go on.
    case blocksPool(doing: String, threads: Int)
    /// More threads than tasks need: some must be blocked while they wait.
    case threadsForTasks(work: String, held: Int, threads: Int, fair: Int)
    /// A permit that never comes back after a failure or a cancellation.
    case permitLost(call: String, after: String, waiting: String)
    /// Work goes on, or begins, after a cancellation: `what` says which, as a sentence; or it wasn't even
    /// told of it. The teams are the tasks that do the work.
    case ignoresCancellation(
      call: String, after: String, what: String, isTold: Bool = true, teams: [Team] = [])
    /// Those who waited for permits got them in another order than they had come.
    case servedOutOfTurn(call: String, expected: String, actual: String)
    /// A continuation was resumed a second time; the places are lines with their texts, or empty.
    case resumedTwice(call: String, first: String, second: String)
  }
}

extension Diagnosis.Tasks {
  var words: Words {
    switch self {
    case .fewAtOnce(let what, let asked, let seen, let teams):
      Words(
        seen <= 1 ? "sequential" : "underParallel",
        """
        \(asked) \(what) should have been under way at once, but never more than \(seen) \
        \(seen == 1 ? "was" : "were"). The judge held \(seen == 1 ? "it" : "them") and waited: \
        nothing further came.\(teams.startsInWords)
        """,
        "What does the next one wait for before it may begin?",
        shows: .threads, tellsCall: false)
    case .blocksPool(let doing, let threads):
      Words(
        "blocksPool",
        """
        \(doing): nothing moved any more, and no thread was free for a new task, not even for one \
        that does nothing. \(sleepersOfTasks(threads)).
        """,
        """
        Tasks share about as many threads as there are cores. Which call sleeps in its thread where it \
        could await?
        """,
        shows: .threads)
    case .threadsForTasks(let work, let held, let threads, let fair):
      Words(
        "blocksPool",
        """
        While \(counted(held, callsOf: work)) waited, the program had \(threads) threads; tasks that only \
        wait need \(fair) at most on this machine.
        """,
        "Which call makes a thread, or blocks one, where it could await?",
        tellsCall: false)
    case .permitLost(let call, let after, let waiting):
      Words(
        "permitLost",
        "\(call): after \(after), \(waiting) waited for a permit that never came.",
        whichWayLeaves,
        shows: .threads)
    case .ignoresCancellation(let call, let after, let what, let isTold, let teams):
      Words(
        "ignoresCancellation",
        "\(call): after \(after), \(what).\(teams.startsInWords)",
        isTold
          ? afterACancellation
          : "What was to cancel that work, and when does your code come to it?",
        shows: .threads)
    case .servedOutOfTurn(let call, let expected, let actual):
      Words(
        "orderLost",
        "\(call): who had come first wasn't served first. They came as \(expected), and went on as \(actual).",
        whatPicksTheNext)
    case .resumedTwice(let call, let first, let second):
      Words(
        "resumedTwice",
        "\(call): a continuation was resumed a second time\(at(second))\(before(first, second)).",
        """
        Who may resume it, and what keeps the second of them from doing so after the first has?
        """,
        shows: .place("\(first) \(second)"))
    }
  }

  private func at(_ place: String) -> String { place.isEmpty ? "" : ", at \(place)" }

  private func before(_ first: String, _ second: String) -> String {
    guard !first.isEmpty else { return "" }
    return first == second
      ? "; the first time was at the same line" : "; the first time was at \(first)"
  }
}
