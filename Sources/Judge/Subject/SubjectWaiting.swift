public import Wire

/// Waiting for a subject, and what a wait comes to.
extension Subject {
  /// How a wait ended.
  public enum WaitEnd: Sendable, Equatable {
    /// What was waited for is there.
    case reached
    /// Nothing in the process has moved for the time that was asked for.
    case still
    /// The process is at work, but the time it may take is over.
    case restless
  }

  /// What there is to see of the process's messages at one moment.
  private struct Glance {
    let isReached: Bool
    let isStill: Bool
    let isToBeAsked: Bool
    let events: Int
    let isWorking: Bool
    let isFamilyWatched: Bool
  }

  /// Waits until `condition` holds.
  ///
  /// - Parameters:
  ///   - still: Give up when nothing moves any more, as the process tells; or, where it can't know, when
  ///     nothing has moved for so long. Nothing is still then while work is under way behind a gate: it
  ///     may be the judge's answer that is late. Nil never gives up for that.
  ///   - asks: Whether the process is asked. Dispatch's threads that have nothing to do don't move, and end
  ///     in some seconds all the same.
  ///   - patience: Give up when the process took so much time of its own.
  /// - Throws: What the process met with meanwhile; `Stop.notStarted` if a run was a stub's.
  public func wait(
    for condition: (SubjectState) -> Bool, still: Duration?, asks: Bool = true,
    patience: Duration = Limits.patience
  ) throws -> WaitEnd {
    var quiescence = Quiescence()
    var allowance = Allowance()
    while true {
      let glance = try glance(condition, asks: asks && still != nil)
      if glance.isReached { return .reached }
      if asks, still != nil {
        if glance.isStill { return .still }
        if glance.isToBeAsked {
          send(.stillness(nextPing()))
          continue
        }
      }
      guard let activity = child.activity(withFamily: glance.isFamilyWatched) else { continue }
      if let excess = excess(activity), beginsToAsk() {
        // Without an answer it is told without lines.
        let calls = try? threadCalls(patience: excess.patience)
        record.withLock { $0.lastCalls = calls ?? ([], []) }
        fail(excess.diagnosis)
        continue
      }
      let now = ContinuousClock.now
      let stood = quiescence.note(
        activity, events: glance.events, isWorking: glance.isWorking, at: now)
      if let still, stood >= still, try isDrained(glance.events) { return .still }
      allowance.note(activity, at: now)
      // One that has come to a stop by then may show for how long.
      if allowance.charged > patience, still == nil || stood == .zero { return .restless }
    }
  }

  /// Looks once `condition` holds, or when it is time to look at the threads again.
  private func glance(_ condition: (SubjectState) -> Bool, asks: Bool) throws -> Glance {
    try record.wait(
      seconds: Limits.samplePeriod,
      for: { record in
        record.fault != nil || record.state.isStub || condition(record.state)
          || asks && (record.state.isStill || record.state.isToBeAsked)
      }
    ) { record in
      if record.state.isStub { throw Stop.notStarted }
      let isReached = condition(record.state)
      if !isReached, let fault = record.fault { throw fault }
      return Glance(
        isReached: isReached, isStill: record.state.isStill,
        isToBeAsked: record.state.isToBeAsked, events: record.state.events,
        isWorking: record.state.isWorking, isFamilyWatched: record.isFamilyWatched)
    }
  }

  /// Whether its threads weren't asked for their calls yet, as they are from now on.
  private func beginsToAsk() -> Bool {
    record.withLock { record in
      defer { record.lastCalls = record.lastCalls ?? ([], []) }
      return record.lastCalls == nil
    }
  }

  /// Whether no message was on its way when the process was found still.
  private func isDrained(_ events: Int) throws -> Bool {
    _ = try ping(counting: false)
    return record.withLock { $0.state.events == events }
  }

  // MARK: Questions that the kit's own code answers

  /// What the exercise's adapter has counted by now.
  public func counted() throws -> Value { try ping(counting: true) }

  private func ping(counting: Bool) throws -> Value {
    let number = nextPing()
    send(.ping(number, counting: counting))
    var answer: Value?
    // The kit's own thread answers; it is only late when the machine is.
    _ = try wait(
      for: { state in
        answer = state.pong(number)
        return answer != nil
      }, still: nil, patience: .seconds(60))
    guard let answer else { throw overrun() }
    return answer
  }

  private func nextPing() -> Int {
    record.withLock { record in
      record.lastPing += 1
      return record.lastPing
    }
  }

  /// Whether a task that does nothing is run: if not, every thread that runs tasks is blocked.
  ///
  /// If others get going with it, on a thread that has just been added, they were blocked as well: on
  /// Linux, Dispatch adds a thread each second while all that it has are asleep.
  public func hasThreadForTask() throws -> Bool {
    let threads = activity.threads
    let number = nextPing()
    let events = record.withLock(\.state.events)
    send(.pulse(number))
    let end = try wait(
      for: { $0.pulse >= number }, still: Limits.rendezvous, patience: Limits.restless)
    guard end == .reached else { return false }
    return record.withLock(\.state.events) == events || activity.threads <= threads
  }

  /// The calls that its threads are in, or were in when it was ended for what it took, and those of tasks
  /// that await something.
  ///
  /// To look disturbs them.
  func threadCalls(
    patience: Duration = Limits.restless
  ) throws -> (calls: [[Int]], awaits: [[Int]]) {
    if let last = record.withLock(\.lastCalls), !last.calls.isEmpty { return last }
    send(.threads)
    var calls: (calls: [[Int]], awaits: [[Int]])?
    // The kit's own thread answers, as it does a ping.
    _ = try wait(
      for: { state in
        calls = state.threads
        return calls != nil
      }, still: nil, patience: patience)
    return calls ?? ([], [])
  }

  // MARK: Results

  /// Waits until a run has come back.
  ///
  /// - Throws: `deadlock` or `timedOut` if it doesn't, or what else the process met with.
  public func outcome(of run: Int, patience: Duration = Limits.patience) throws -> Outcome {
    let end = try wait(
      for: { $0.outcomes[run] != nil }, still: Limits.deadlock, patience: patience)
    switch end {
    case .reached: break
    case .still: throw deadlock()
    case .restless:
      // Work may be under way that nobody has a thread to end.
      if activity.isAsleep, try !hasThreadForTask() {
        throw Diagnosis.tasks(.blocksPool(doing: doing, threads: activity.threads))
      }
      // Whoever waits for a process's end wakes now and then, so nothing was ever still.
      if activity.isAsleep, let unread { throw unread }
      throw overrun(patience)
    }
    return record.withLock { $0.state.outcomes[run] } ?? .notStarted
  }

  /// Waits until a run has come back with a result.
  ///
  /// - Throws: `wrongResult` if the call threw, or what `outcome` throws.
  public func result(of run: Int, patience: Duration = Limits.patience) throws -> Value {
    try outcome(of: run, patience: patience).result(of: doing)
  }
}
