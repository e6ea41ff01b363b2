extension Diagnosis {
  /// What one order of steps of threads, chosen by the judge, does to locks and waiting.
  public enum LockHistories: DiagnosisFamily {
    /// In one order of steps nobody can go on; `waits` says who waits for what.
    case deadlockInSchedule(call: String, waits: [Sentence], history: History)
    /// The same after a failure, where without one all goes well.
    case stuckAfterFailure(call: String, fault: String, waits: [Sentence], history: History)
    /// No end after so many steps, though all threads had their turns again and again.
    case livelock(call: String, steps: Int, history: History)
    /// In one order of steps a thread entered the work with a lock in its hands.
    case workUnderLock(call: String, lock: Int, thread: String, history: History)
    /// In one order of steps a thread ended and left a lock taken.
    case lockKept(call: String, lock: Int, thread: String, history: History)
  }
}

extension Diagnosis.LockHistories {
  var words: Words {
    switch self {
    case .deadlockInSchedule(let call, let waits, let history):
      Words(
        "deadlock",
        """
        \(call): in this order of steps nobody can go on. \(waits.joined(separator: "; ")).\
        \(seeing(history))
        """,
        nobodyIsLeft,
        of: history)
    case .stuckAfterFailure(let call, let fault, let waits, let history):
      Words(
        "lockLeft",
        """
        \(call): after a failure (\(fault)) nobody can go on in this order of steps. \
        \(waits.joined(separator: "; ")).\(seeing(history))
        """,
        keptAfterFailure,
        of: history)
    case .livelock(let call, let steps, let history):
      Words(
        "busyWait",
        """
        \(call): after \(steps) steps it still hadn't come back: some looked again and again whether \
        they could go on.
        """,
        whichLoopGoesRound,
        of: history)
    case .workUnderLock(let call, let lock, let thread, let history):
      Words(
        "workInsideLock",
        """
        \(call): \(thread) held \(ObjectID(.lock, lock)) when it entered the work that it was given.\
        \(seeing(history))
        """,
        "Who else needs that lock while the work goes on?",
        of: history)
    case .lockKept(let call, let lock, let thread, let history):
      Words(
        "lockLeft",
        """
        \(call): in this order of steps \(thread) took \(ObjectID(.lock, lock)), ended, and never gave it \
        back.\(seeing(history))
        """,
        "On the way that the thread took to its end, which line gives the lock back?",
        of: history)
    }
  }
}
