import ThreadActivity

/// The longest time between two samples that counts in full.
///
/// When the judge itself was kept waiting, by a stalled machine say, so was the process it looks
/// at: the rest of such a gap proves nothing and counts for nothing.
let longestGap = Duration.milliseconds(100)

/// Tells from samples for how long a process has stood still: nothing ran, nothing came or went.
///
/// A thread that ran between two samples shows in its count of switches even when it sleeps again,
/// so a machine that is busy or slow can't make a working process look still.
struct Quiescence {
  private var last: (mark: Mark, instant: ContinuousClock.Instant)?
  private var stood: Duration = .zero

  private struct Mark: Equatable {
    let threads: Int
    let switches: Int
    let events: Int
  }

  /// Takes a sample, and returns for how long the process has now stood still.
  ///
  /// - Parameters:
  ///   - activity: What the threads were doing at `now`.
  ///   - events: How many messages had come from the process by then.
  ///   - isWorking: Whether it waits for something that is not its own to bring.
  mutating func note(
    _ activity: Activity, events: Int, isWorking: Bool = false, at now: ContinuousClock.Instant
  ) -> Duration {
    // Whether it does more than to look at its clock, the next sample tells; or the kit's own thread has
    // yet to do what the judge asked for, which a busy machine lets it wait with.
    if activity.isAsleep, activity.isManagerAwake || activity.isMainAwake { return stood }
    let mark = Mark(threads: activity.threads, switches: activity.switches, events: events)
    if let last, activity.isAsleep, !isWorking, mark == last.mark {
      stood += min(now - last.instant, longestGap)
    } else {
      stood = .zero
    }
    last = (mark, now)
    return stood
  }
}

/// Counts the time that a process takes, so that a busy machine costs it nothing.
///
/// While all its threads sleep, time passes as on the clock; while one wants to run, only the
/// processor time that the process really got is charged.
struct Allowance {
  /// Time charged so far.
  private(set) var charged: Duration = .zero
  private var last: (cpu: Duration, instant: ContinuousClock.Instant)?

  /// Charges the time since the sample before.
  mutating func note(_ activity: Activity, at now: ContinuousClock.Instant) {
    if let last {
      // In a controlled run all others sleep until the main thread, which is the kit's, lets one go.
      let isAsleep = activity.isAsleep && !activity.isMainAwake
      charged += isAsleep ? min(now - last.instant, longestGap) : activity.cpu - last.cpu
    }
    last = (activity.cpu, now)
  }
}
