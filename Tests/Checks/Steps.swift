public import Judge
public import Wire

/// Ways to let held work go that leave nothing to chance.
extension Subject {
  /// Lets held work go one at a time until the run has ended.
  ///
  /// Each time it waits until as many are held as can be, picks one, and waits until what becomes
  /// of that one is over: its worker has come for the next, or nothing moves any more.
  ///
  /// - Parameters:
  ///   - run: The run that leads to the work.
  ///   - gate: Where the work is held.
  ///   - items: How many pieces of work there will be.
  ///   - workers: How many work at once.
  ///   - pick: Which one goes next.
  public func releaseOneByOne(
    _ run: Int, at gate: String, items: Int, workers: Int, pick: ([Arrival]) -> Arrival?
  ) throws {
    while true {
      let most = min(workers, items - self[gate].ended)
      _ = try wait(
        for: { $0.outcomes[run] != nil || $0[gate].waiting.count >= max(most, 1) },
        still: Limits.settled)
      if self[gate].waiting.isEmpty {
        _ = try wait(
          for: { $0.outcomes[run] != nil || !$0[gate].waiting.isEmpty }, still: Limits.deadlock)
      }
      guard let next = pick(self[gate].waiting) else { return }
      let ended = self[gate].ended
      release(next)
      _ = try wait(
        for: { $0.outcomes[run] != nil || $0[gate].ended > ended }, still: Limits.deadlock)
    }
  }

  /// Holds the fetches that come until `count` are held or nothing moves any more.
  public func holdUp(to count: Int, at gate: String) throws {
    _ = try wait(for: { $0[gate].present.count >= count }, still: Limits.rendezvous)
  }

  /// Holds one piece of work, lets all others go, and expects that they are done meanwhile.
  ///
  /// - Parameters:
  ///   - workers: How many work at once; so many are waited for first.
  ///   - items: What the pieces of work are about, in their order.
  /// - Throws: `underParallel` if some are never begun.
  public func expectOthersGoOn(at gate: String, workers: Int, items: [String]) throws {
    try gather(workers, at: gate)
    let slow = self[gate].waiting.first
    while self[gate].ended < items.count - 1 {
      for next in self[gate].waiting where next != slow { release(next) }
      let end = try wait(
        for: { state in
          state[gate].ended >= items.count - 1 || state[gate].waiting.contains { $0 != slow }
        }, still: Limits.rendezvous)
      guard end == .reached else {
        throw heldUp(by: slow, at: gate, workers: workers, items: items)
      }
    }
    open(gate)
  }

  /// Lets held work go as it comes, and expects that the run ends with the last of it and not before.
  ///
  /// - Parameter between: For how long nothing may have moved before the next piece is let go.
  /// - Throws: `returnsEarly` if it does.
  public func expectReturnAfterLast(
    of run: Int, at gate: String, items: Int, between: Duration = .zero
  ) throws {
    while true {
      _ = try wait(
        for: { $0.outcomes[run] != nil || !$0[gate].waiting.isEmpty }, still: Limits.deadlock)
      guard let next = self[gate].waiting.first else { break }
      // The longest look is taken at the last piece: whoever waits for it only must wait then.
      let isLast = self[gate].ended == items - 1
      let end = try wait(
        for: { $0.outcomes[run] != nil }, still: isLast ? Limits.rendezvous : between,
        patience: Limits.restless)
      guard end != .reached else {
        throw returnsEarly(work: gate, item: next.item)
      }
      release(next)
    }
  }
}
