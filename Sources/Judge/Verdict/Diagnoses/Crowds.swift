extension Diagnosis {
  /// How much was under way at once, where it was to be more.
  public enum Crowds: DiagnosisFamily {
    /// One piece of work at a time.
    case sequential(work: String, asked: Int, seen: Int, threads: Int, teams: [Team] = [])
    /// Several at a time, but fewer than asked for; `queue` is the Dispatch queue they ran on.
    case underParallel(
      work: String, asked: Int, seen: Int, queue: String, teams: [Team] = [])
    /// Fewer threads than asked for were there at once.
    case fewThreads(call: String, asked: Int, started: Int, atOnce: Int, history: History)
    /// One slow item, `held`, keeps others from being worked on: `stuck` of `items` were never begun, the
    /// first of which are `left`.
    case heldUp(
      work: String, asked: Int, stuck: Int, items: Int, held: String = "", left: [String] = [],
      teams: [Team] = [])
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
    case .sequential(let work, let asked, let seen, let threads, let teams):
      Words(
        "sequential",
        """
        \(atOnce(asked, of: work, butOnly: seen)). The judge held it and waited for others. None came: \
        \(sleepers(threads)).\(teams.fatesInWords)
        """,
        "Who could begin the next one while this one is under way?",
        shows: .threads, tellsCall: false)
    case .underParallel(let work, let asked, let seen, let queue, let teams):
      Words(
        "underParallel",
        """
        \(atOnce(asked, of: work, butOnly: seen)). The judge held \(seen == 1 ? "it" : "them") and \
        waited: no further one came.\(teams.fatesInWords)\(pool(queue))
        """,
        """
        Who was to begin the next one while \
        \(seen == 1 ? "this one is" : "these are") under way, and what does it wait for?
        """,
        shows: .threads, tellsCall: false)
    case .fewThreads(let call, let asked, let started, let atOnce, let history):
      Words(
        "underParallel",
        """
        \(call): \(asked) threads were to be there at once, but there were never more than \(atOnce)\
        \(started > atOnce ? ", though \(started) added to the counter" : "").\(seeing(history))
        """,
        "What has to happen before your code comes to start the next one?",
        of: history)
    case .heldUp(let work, let asked, let stuck, let items, let held, let left, let teams):
      Words(
        "underParallel",
        """
        The judge held one \(call(of: work))\(held.isEmpty ? "" : ", on \(held)"), as one slow item would, \
        and let every other go on. \(items - stuck - 1) others ended; then \
        \(left.isEmpty ? "\(stuck) of the \(items) items" : list(left, of: stuck)) \
        \(stuck == 1 ? "was" : "were") never begun, though \(asked) may be under way at \
        once.\(teams.startsInWords)
        """,
        "What does your code wait for before it begins \(stuck == 1 ? "it" : "the next of them")?",
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
