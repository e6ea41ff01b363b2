extension Diagnosis {
  /// Waiting, and coming to no end.
  public enum Waiting: DiagnosisFamily {
    /// Processor time burnt while `held` pieces of work were held and nothing could go on.
    case busyWait(work: String, held: Int, cpuMilliseconds: Int, milliseconds: Int)
    /// Processor time burnt while a thread was stopped and nothing else could go on.
    case busyMeanwhile(
      call: String, meanwhile: String, cpuMilliseconds: Int, milliseconds: Int)
    /// Every thread sleeps and nothing can wake one, which was looked at for so long, or known at once;
    /// `byThen` says what work had been begun and ended.
    case deadlock(
      doing: String, threads: Int, milliseconds: Int, byThen: String, stuck: [StuckThread] = [])
    /// A lock that is never opened again after a failure.
    case lockLeft(
      doing: String, fault: String, threads: Int, byThen: String, stuck: [StuckThread] = [])
    /// No end within the time allowed.
    case timedOut(doing: String, milliseconds: Int, cpuMilliseconds: Int, running: Int)
    /// Parallel in structure, but not much faster than the kit's own single worker.
    case tooSlow(work: String, measurement: Measurement)
  }
}

extension Diagnosis.Waiting {
  var words: Words {
    switch self {
    case .busyWait(let work, let held, let used, let elapsed):
      Words(
        "busyWait",
        """
        The judge held \(counted(held, callsOf: work)), so there was nothing to do but wait. \
        \(burnt(used, in: elapsed))
        """,
        whichLoopGoesRound,
        shows: .threads, tellsCall: false)
    case .busyMeanwhile(let call, let meanwhile, let used, let elapsed):
      Words(
        "busyWait",
        """
        \(call): \(meanwhile), so there was nothing to do but wait. \
        \(burnt(used, in: elapsed))
        """,
        whichLoopGoesRound,
        shows: .threads)
    case .deadlock(let doing, _, let milliseconds, let byThen, let stuck):
      Words(
        "deadlock",
        "\(doing): \(stop(after: milliseconds)), and not because of the judge: it held no work back."
          + byThen + stuck.inWords,
        nobodyIsLeft,
        shows: .threads)
    case .lockLeft(let doing, let fault, _, let byThen, let stuck):
      Words(
        "lockLeft",
        """
        \(doing): after a failure (\(fault)) nothing moved any more, every thread slept.\(byThen) \
        Without a failure the same call comes back.\(stuck.inWords)
        """,
        keptAfterFailure,
        shows: .threads)
    case .timedOut(let doing, let milliseconds, let cpu, let running):
      Words(
        "timedOut",
        "\(doing): no end after \(decimal(Double(milliseconds) / 1000)) s "
          + "(\(decimal(Double(min(cpu, milliseconds)) / 1000)) s of processor time). "
          + (running > 0
            ? "At the end \(counted(running, "thread")) \(running == 1 ? "was" : "were") still running."
            : "At the end every thread slept."),
        running > 0
          ? "Which loop is it, and what was to end it?"
          : "What do they wait for, and who was to bring it?",
        shows: .threads)
    case .tooSlow(let work, let measured):
      Words(
        "tooSlow",
        """
        With \(measured.workers) workers your code was \(decimal(measured.student ?? 0)) times as \
        fast as one worker; the kit's own loop was \(decimal(measured.granted ?? 0)) times as fast \
        on this machine in the same seconds (medians of \(measured.counted) rounds).
        """,
        "Where do the workers spend their time, besides in `\(work)`: for a lock, on copies, in waiting?",
        shows: .measurement(measured), tellsCall: false)
    }
  }
}

/// The processor time that was used meanwhile, in milliseconds, beside the time that passed.
private func burnt(_ used: Int, in elapsed: Int) -> String {
  "Meanwhile, within \(elapsed) ms, \(used) ms of processor time were used."
}

/// How everything came to a stop.
private func stop(after milliseconds: Int) -> String {
  milliseconds == 0
    ? "nothing can move any more. Every thread waits for another of them"
    : "for \(milliseconds) ms nothing moved any more. Every thread slept"
}

extension [StuckThread] {
  /// Further sentences; empty if none is known.
  fileprivate var inWords: String { map { " " + $0.inWords }.joined() }
}
