extension Diagnosis {
  /// More at once, or on more threads, than was asked for.
  public enum Excess: DiagnosisFamily {
    /// More at a time than asked for.
    case unbounded(work: String, asked: Int, seen: Int)
    /// New threads all the time: `threads` of them for `items` pieces of work.
    case threadEach(work: String, asked: Int, threads: Int, items: Int)
    /// More threads than a controlled run may have, for a call that asks for a few.
    case tooManyThreads(call: String, threads: Int)
  }
}

extension Diagnosis.Excess {
  var words: Words {
    switch self {
    case .unbounded(let work, let asked, let seen):
      Words(
        "unbounded",
        """
        At most \(asked) at a time \(asked == 1 ? "was" : "were") asked for, but \
        \(counted(seen, callsOf: work)) \(seen == 1 ? "was" : "were") under way at once.
        """,
        """
        What keeps the next \(call(of: work)) from beginning while \(asked) \
        \(asked == 1 ? "is" : "are") under way?
        """,
        shows: .threads, tellsCall: false)
    case .threadEach(let work, let asked, let threads, let items):
      Words(
        "unbounded",
        """
        \(asked) workers were asked for; the \(items) calls of `\(work)` came from \(threads) \
        different threads.
        """,
        whereAThreadIsStarted,
        tellsCall: false)
    case .tooManyThreads(let call, let threads):
      Words(
        "unbounded",
        "\(call): thread number \(threads) was started, and there the judge stopped the run.",
        whereAThreadIsStarted)
    }
  }
}

private let whereAThreadIsStarted =
  "Which line starts a thread, and what decides how often your code comes to it?"
