extension Diagnosis {
  /// How much was under way at once, and on how many threads.
  public enum Crowds: DiagnosisFamily {
    /// One piece of work at a time.
    case sequential(work: String, asked: Int, seen: Int, threads: Int)
    /// Several at a time, but fewer than asked for; `queue` is the Dispatch queue they ran on.
    case underParallel(work: String, asked: Int, seen: Int, queue: String)
    /// One slow item keeps others from being worked on: `stuck` of `items` were never begun.
    case heldUp(work: String, asked: Int, stuck: Int, items: Int)
    /// The workers are there, but a lock lets only one work; the `sleepers` wait for it.
    case workInsideLock(work: String, asked: Int, seen: Int, sleepers: Int)
    /// More at a time than asked for.
    case unbounded(work: String, asked: Int, seen: Int)
    /// New threads all the time: `threads` of them for `items` pieces of work.
    case threadEach(work: String, asked: Int, threads: Int, items: Int)
    /// More threads than a controlled run may have, for a call that asks for a few.
    case tooManyThreads(call: String, threads: Int)
    /// The work was shared by count, though not all of it costs the same: so much was left of the
    /// worker that was stopped at `item`.
    case unevenWork(call: String, workers: Int, item: String, percent: Int, fairPercent: Int)
  }
}

extension Diagnosis.Crowds {
  var words: Words {
    switch self {
    case .sequential(let work, let asked, let seen, let threads):
      Words(
        "sequential",
        """
        \(atOnce(asked, of: work, butOnly: seen)). The judge held it and waited for others. None came: \
        \(sleepers(threads)).
        """,
        "One after the other is what a plain loop does too, so nothing is gained.",
        shows: .threads, tellsCall: false)
    case .underParallel(let work, let asked, let seen, let queue):
      Words(
        "underParallel",
        """
        \(atOnce(asked, of: work, butOnly: seen)). The judge held \(seen == 1 ? "it" : "them") and \
        waited: no further one came.\(pool(queue).seen)
        """,
        """
        \(seen) instead of \(asked) at a time takes longer, and if one waits for another that hasn't \
        begun, it waits for ever.\(pool(queue).why)
        """,
        shows: .threads, tellsCall: false)
    case .heldUp(let work, let asked, let stuck, let items):
      Words(
        "underParallel",
        """
        The judge held one \(call(of: work)), as one slow item would, and let every other go on. \
        \(stuck) of the \(items) items \(stuck == 1 ? "was" : "were") then never begun, though \
        \(asked - 1) of the \(asked) workers had nothing to do.
        """,
        """
        Items that are dealt out beforehand, taken several at a time, or begun in rounds wait behind a \
        slow one while others could work on them.
        """,
        shows: .threads, tellsCall: false)
    case .workInsideLock(let work, let asked, let seen, let sleepers):
      Words(
        "workInsideLock",
        """
        \(atOnce(asked, of: work, butOnly: seen)). Meanwhile, besides the caller's, \
        \(counted(sleepers, "thread")) slept.
        """,
        """
        That is what happens when work is done with a lock held, or inside of a serial queue's `sync`: \
        the others wait, and work one after the other, however many they are.
        """,
        shows: .threads, tellsCall: false)
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
    case .unevenWork(let call, let workers, let item, let percent, let fair):
      Words(
        "unevenWork",
        """
        \(call): the judge stopped one of the \(workers) workers at its first number, \(item), and let \
        \(workers == 2 ? "the other" : "the others") go on to the end. Then \(percent)% of the work, \
        counted in divisions, was still to be done by the stopped one; an even share is \(fair)%.
        """,
        """
        Equal counts are not equal costs here. The worker with the costliest share ends last, and \
        whoever has ended before it stands idle.
        """)
    }
  }
}
