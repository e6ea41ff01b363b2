extension Diagnosis {
  /// What one order of steps of threads, chosen by the judge, does to values and results.
  public enum Histories: DiagnosisFamily {
    /// In one order of steps a number of additions was lost: nothing kept another thread away from a
    /// read and the write that goes with it.
    case lostCount(call: String, expected: Int, actual: Int, history: History)
    /// Two threads used one place in memory, one of them to write it, and nothing ordered the two.
    case dataRace(call: String, accesses: Sentence, history: History)
    /// Two threads stood before the same value at once, one of them about to write it.
    case unguarded(call: String, history: History)
    /// Each access was guarded, but not the read together with the write that depends on it.
    case checkThenAct(call: String, expected: String, actual: String, history: History)
    /// In one order of steps the call came back before `late` other threads had done their part.
    case earlyReturn(call: String, late: Int, history: History)
  }
}

extension Diagnosis.Histories {
  var words: Words {
    switch self {
    case .lostCount(let call, let expected, let actual, let history):
      Words(
        "lostUpdate",
        """
        \(call): in this order of steps the counter ended at \(actual) instead of \(expected).\
        \(seeing(history))
        """,
        whatKeepsOthersOut,
        of: history)
    case .dataRace(let call, let accesses, let history) where history.isOfTasks:
      Words(
        "dataRace",
        """
        \(call): \(accesses). Nothing orders the two: whichever came first in this run, it may be \
        the other.\(seeing(history))
        """,
        """
        Tasks run on several threads: where both do this at once, the value is anything, and so is what is \
        made of it. One comes before the other if both have their turn on one actor or hold one `Mutex`, \
        if one is a child that has ended and the other awaited it, or if one resumes what the other waits \
        in. Which of these stands between these two lines?
        """,
        of: history)
    case .dataRace(let call, let accesses, let history):
      Words(
        "dataRace",
        """
        \(call): \(accesses). Nothing orders the two: whichever came first in this run, it may be \
        the other.\(seeing(history))
        """,
        whatPutsOneBeforeTheOther,
        of: history)
    case .unguarded(let call, let history):
      Words(
        "lostUpdate",
        """
        \(call): \(uses(in: history)). Nothing kept the two apart: when one of the two threads went, the \
        other could have gone instead.\(seeing(history))
        """,
        "What keeps the one waiting until the other is through?",
        of: history)
    case .checkThenAct(let call, let expected, let actual, let history) where history.isOfTasks:
      Words(
        "checkThenAct",
        "\(call): in this order of jobs it came to \(actual) instead of \(expected).",
        whatATaskHasSeen,
        of: history)
    case .checkThenAct(let call, let expected, let actual, let history):
      Words(
        "checkThenAct",
        """
        \(call): in this order of steps the outcome was \(actual) instead of \(expected).\
        \(history.schedules > 1 ? " Other orders come out right." : "")\(seeing(history))
        """,
        """
        What could another thread do between the step that looked and the step that went by what it had \
        seen?
        """,
        of: history)
    case .earlyReturn(let call, let late, let history):
      Words(
        "returnsEarly",
        """
        \(call): in this order of steps the call came back too early, with \
        \(counted(late, "thread")) still at work\(marked(in: history)).\(seeing(history))
        """,
        "Which line of the caller waits for the end of what is still at work here?",
        of: history)
    }
  }

  /// The marked steps, which use one value.
  private func uses(in history: History) -> Sentence {
    history.usesOfOneValue
      ?? "two threads use the same value, and at least one of the two writes it"
  }

  /// The marked steps by name, in brackets.
  private func marked(in history: History) -> String {
    let names = history.marks.map(history.name).joined(separator: ", ")
    return names.isEmpty ? "" : " (\(names))"
  }
}

private let whatPutsOneBeforeTheOther = """
  A lock that both hold puts one before the other; so do the start and the join of a thread, a permit or \
  a wake-up that one gives and the other waits for, turns on one serial queue, and an atomic value that \
  one writes `releasing` and the other reads `acquiring`. Which of these stands between the two lines?
  """

private let whatATaskHasSeen = """
  At which `await`, between what a task saw and what it did about it, could another one have its turn?
  """
