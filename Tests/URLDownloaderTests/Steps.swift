import Judge
import Wire

/// Ways to let held downloads go that leave nothing to chance.
extension Subject {
  /// Lets the held fetches go one at a time until the run has ended.
  ///
  /// Each time it waits until as many are held as can be, picks one, and waits until what becomes
  /// of that one is over: its worker has come for the next page, or nothing moves any more.
  ///
  /// - Parameters:
  ///   - run: The run that calls `fetch`.
  ///   - urls: How many fetches there will be.
  ///   - workers: How many can be held at once.
  ///   - pick: Which one goes next.
  func releaseOneByOne(
    _ run: Int, urls: Int, workers: Int, pick: ([Arrival]) -> Arrival?
  ) throws {
    while true {
      let most = min(workers, urls - self["fetch"].ended)
      _ = try wait(
        for: { $0.outcomes[run] != nil || $0["fetch"].waiting.count >= max(most, 1) },
        still: Limits.settled)
      if self["fetch"].waiting.isEmpty {
        _ = try wait(
          for: { $0.outcomes[run] != nil || !$0["fetch"].waiting.isEmpty }, still: Limits.deadlock)
      }
      guard let next = pick(self["fetch"].waiting) else { return }
      let ended = self["fetch"].ended
      release(next)
      _ = try wait(
        for: { $0.outcomes[run] != nil || $0["fetch"].ended > ended }, still: Limits.deadlock)
    }
  }

  /// Holds the fetches that come until `count` are held or nothing moves any more.
  func holdUp(to count: Int) throws {
    _ = try wait(for: { $0["fetch"].present.count >= count }, still: Limits.rendezvous)
  }
}
