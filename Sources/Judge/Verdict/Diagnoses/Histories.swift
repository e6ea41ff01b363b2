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
        """
        Between a thread's read of the value and its write another thread wrote too. That write is \
        gone, written over with what had been worked out from the old value. From the read to the \
        write the other thread was free to come in.
        """,
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
        """
        Where both happen at once, the value is anything, and so is what is made of it. A lock that both \
        hold puts one before the other, and so do the start and the join of a thread, a permit or a wake-up \
        that one gives and the other waits for, turns on one serial queue, and an atomic value that one \
        writes `releasing` and the other reads `acquiring` (a `relaxed` one doesn't). Which of these stands \
        between these two lines?
        """,
        of: history)
    case .unguarded(let call, let history):
      Words(
        "lostUpdate",
        """
        \(call): \(history.marks.map(history.name).joined(separator: " and ")) use the same value, \
        and at least one of the two writes it. Nothing kept them apart: when one of \
        the two threads went, the other could have gone instead.\(seeing(history))
        """,
        "What one of them reads or writes here, the other may change at the same moment.",
        of: history)
    case .checkThenAct(let call, let expected, let actual, let history) where history.isOfTasks:
      Words(
        "checkThenAct",
        "\(call): in this order of jobs it came to \(actual) instead of \(expected).",
        """
        What a task has seen may no longer be so when it acts on it: at every `await` in between, \
        others have their turn, and they have seen the same.
        """,
        of: history)
    case .checkThenAct(let call, let expected, let actual, let history):
      Words(
        "checkThenAct",
        """
        \(call): in this order of steps the outcome was \(actual) instead of \(expected).\
        \(seeing(history))
        """,
        """
        \(history.schedules > 1 ? "Other orders come out right. " : "")A thread goes by what was so and \
        no longer is: between what it saw and what it did about it another came in, or it goes on before \
        another has done its part. It doesn't help that each step by itself is guarded.
        """,
        of: history)
    case .earlyReturn(let call, let late, let history):
      Words(
        "returnsEarly",
        """
        \(call): in this order of steps the call came back too early, with \
        \(counted(late, "thread")) still at work\(marked(in: history)).\(seeing(history))
        """,
        "A caller goes on as if all were done and over. What is done after the return is lost.",
        of: history)
    }
  }

  /// The marked steps by name, in brackets.
  private func marked(in history: History) -> String {
    let names = history.marks.map(history.name).joined(separator: ", ")
    return names.isEmpty ? "" : " (\(names))"
  }
}
