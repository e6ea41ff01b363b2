extension Diagnosis {
  /// How much was under way at once, where it was to be more.
  public enum Crowds: DiagnosisFamily {
    /// One piece of work at a time.
    case sequential(work: String, asked: Int, seen: Int, threads: Int)
    /// Several at a time, but fewer than asked for; `queue` is the Dispatch queue they ran on.
    case underParallel(work: String, asked: Int, seen: Int, queue: String)
    /// One slow item keeps others from being worked on: `stuck` of `items` were never begun.
    case heldUp(work: String, asked: Int, stuck: Int, items: Int)
    /// The workers are there, but a lock lets only one work; the `sleepers` wait for it.
    case workInsideLock(work: String, asked: Int, seen: Int, sleepers: Int)
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
        "Who could begin the next one while this one is under way?",
        shows: .threads, tellsCall: false)
    case .underParallel(let work, let asked, let seen, let queue):
      Words(
        "underParallel",
        """
        \(atOnce(asked, of: work, butOnly: seen)). The judge held \(seen == 1 ? "it" : "them") and \
        waited: no further one came.\(pool(queue))
        """,
        """
        Who was to begin the next one while \
        \(seen == 1 ? "this one is" : "these are") under way, and what does it wait for?
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
        "Who was to begin \(stuck == 1 ? "it" : "them"), and what decided that?",
        shows: .threads, tellsCall: false)
    case .workInsideLock(let work, let asked, let seen, let sleepers):
      Words(
        "workInsideLock",
        """
        \(atOnce(asked, of: work, butOnly: seen)). Meanwhile, besides the caller's, \
        \(counted(sleepers, "thread")) slept.
        """,
        "What is held, or which queue is busy, while a \(call(of: work)) is under way?",
        shows: .threads, tellsCall: false)
    case .unevenWork(let call, let workers, let item, let percent, let fair):
      Words(
        "unevenWork",
        """
        \(call): the judge stopped one of the \(workers) workers at its first number, \(item), and let \
        \(workers == 2 ? "the other" : "the others") go on to the end. Then \(percent)% of the work, \
        counted in divisions, was still to be done by the stopped one; an even share is \(fair)%.
        """,
        "What decides which worker gets which numbers, and when is it decided?")
    }
  }
}
