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
        The limit protects what does the work: a server, a disk, the cores can take so much at once, \
        and no more.
        """,
        shows: .threads, tellsCall: false)
    case .threadEach(let work, let asked, let threads, let items):
      Words(
        "unbounded",
        """
        \(asked) workers were asked for; the \(items) calls of `\(work)` came from \(threads) \
        different threads.
        """,
        """
        A thread for each item, a team for each call, or a fresh thread in the place of one that could \
        go on, costs a stack and a start each. The same few threads can do item after item.
        """,
        tellsCall: false)
    case .tooManyThreads(let call, let threads):
      Words(
        "unbounded",
        "\(call): thread number \(threads) was started, and there the judge stopped the run.",
        "Each thread costs a stack and a start, and too many at once leave nothing for others.")
    }
  }
}
