/// What is said of an order of steps that the judge chose.
extension Words {
  static func histories(_ diagnosis: Diagnosis) -> (String, String)? {
    guard let history = diagnosis.history, let words = sentences(diagnosis) else { return nil }
    return (history.told(words.seen), words.why)
  }

  /// What was seen, with names to be put in, and why that is a mistake.
  private static func sentences(_ diagnosis: Diagnosis) -> (seen: Sentence, why: String)? {
    switch diagnosis {
    case .lostCount(let call, let expected, let actual, let history):
      (
        """
        \(call): in this order of steps the counter ended at \(actual) instead of \(expected).\
        \(seeing(history))
        """,
        """
        Between a thread's read of the value and its write another thread wrote too. That write is \
        gone, written over with what had been worked out from the old value. From the read to the \
        write the other thread was free to come in.
        """
      )
    case .unguarded(let call, let history):
      (
        """
        \(call): \(history.marks.map(history.name).joined(separator: " and ")) use the same value, \
        and at least one of the two writes it. Nothing kept them apart: when one of \
        the two threads went, the other could have gone instead.\(seeing(history))
        """,
        "What one of them reads or writes here, the other may change at the same moment."
      )
    case .checkThenAct(let call, let expected, let actual, let history) where history.isOfTasks:
      (
        "\(call): in this order of jobs it came to \(actual) instead of \(expected).",
        """
        What a task has seen may no longer be so when it acts on it: at every `await` in between, \
        others have their turn, and they have seen the same.
        """
      )
    case .checkThenAct(let call, let expected, let actual, let history):
      (
        """
        \(call): in this order of steps the outcome was \(actual) instead of \(expected).\
        \(seeing(history))
        """,
        """
        \(history.schedules > 1 ? "Other orders come out right. " : "")A thread goes by what was so and \
        no longer is: between what it saw and what it did about it another came in, or it goes on before \
        another has done its part. It doesn't help that each step by itself is guarded.
        """
      )
    case .standstill(let call, let waits, let history):
      (
        """
        \(call): in this order of steps nobody can go on. \(waits.joined(separator: "; ")).\
        \(seeing(history))
        """,
        nobodyIsLeft
      )
    case .stuckAfterFailure(let call, let fault, let waits, let history):
      (
        """
        \(call): after a failure (\(fault)) nobody can go on in this order of steps. \
        \(waits.joined(separator: "; ")).\(seeing(history))
        """,
        keptAfterFailure
      )
    case .livelock(let call, let steps, _):
      (
        """
        \(call): after \(steps) steps it still hadn't come back. Nobody was kept from going on, but \
        some looked again and again whether they could.
        """,
        """
        A thread that waits looks at the same values over and over, where it should sleep until \
        somebody wakes it.
        """
      )
    case .workUnderLock(let call, let lock, let thread, let history):
      (
        """
        \(call): \(thread) held \(ObjectID(.lock, lock)) when it entered the work that it was given.\
        \(seeing(history))
        """,
        """
        Whoever needs that lock meanwhile waits for the whole of the work. So the workers take turns, \
        however many they are.
        """
      )
    case .lockKept(let call, let lock, let thread, let history):
      (
        """
        \(call): in this order of steps \(thread) took \(ObjectID(.lock, lock)), ended, and never gave it \
        back.\(seeing(history))
        """,
        "A lock that its owner doesn't give back stays closed: whoever wants it next waits forever."
      )
    case .outrun(let call, let late, let history):
      (
        """
        \(call): in this order of steps the call came back too early, with \
        \(counted(late, "thread")) still at work\(marked(in: history)).\(seeing(history))
        """,
        "A caller goes on as if all were done and over. What is done after the return is lost."
      )
    default: nil
    }
  }

  /// The marked steps by name, in brackets.
  private static func marked(in history: History) -> String {
    let names = history.marks.map(history.name).joined(separator: ", ")
    return names.isEmpty ? "" : " (\(names))"
  }

  /// What the marked steps show, as a further sentence.
  private static func seeing(_ history: History) -> Sentence {
    history.note.isEmpty ? "" : " \(history.note)"
  }
}
