public import Wire

/// Expectations on how much work is under way at once.
extension Subject {
  /// Waits until `count` pieces of work are at the gate at the same time.
  ///
  /// It is a rendezvous, not a stopwatch: the gate is to hold what comes, and only when the process
  /// has come to a stop with fewer are these all that will ever come.
  ///
  /// - Parameters:
  ///   - count: How many are to come.
  ///   - gate: Where.
  ///   - idle: How many threads there were before the call, asleep for want of work.
  /// - Throws: `sequential`, `workInsideLock` or `underParallel` if they don't come.
  public func gather(_ count: Int, at gate: String, idle: Int = 0) throws {
    let end = try wait(
      for: { $0[gate].present.count >= count }, still: Limits.rendezvous)
    guard end != .reached else { return }
    let present = self[gate].present
    guard !present.isEmpty else { throw nothingCame(to: gate, asked: count) }
    // One thread runs the call itself; it may be inside the work or wait for the others.
    let sleepers = activity.threads - present.count - 1 - idle
    if let pool = Self.sharedQueue(of: present) {
      throw Diagnosis.crowds(
        .underParallel(
          work: gate, asked: count, seen: present.count, queue: pool, teams: origins().teams))
    }
    guard present.count <= 1 else {
      let queue = present.lazy.map(\.queue).first { !$0.isEmpty } ?? ""
      throw Diagnosis.crowds(
        .underParallel(
          work: gate, asked: count, seen: present.count, queue: queue, teams: origins().teams))
    }
    // Whoever waits for a lock that the one inside has is kept waiting by the work.
    if lockWaits().locks.contains(where: { $0.holder == present[0].thread }) {
      throw Diagnosis.crowds(
        .workInsideLock(
          work: gate, asked: count, seen: 1, sleepers: activity.threads - present.count - 1))
    }
    // Dispatch may keep a thread or two of its own; a team behind a lock is nearly all there.
    if present.count == 1 && sleepers >= max(count - 2, 1) && sleepers >= count / 2 {
      throw Diagnosis.crowds(
        .workInsideLock(work: gate, asked: count, seen: present.count, sleepers: sleepers))
    }
    throw Diagnosis.crowds(
      .sequential(
        work: gate, asked: count, seen: present.count, threads: max(activity.threads - 1, 0),
        teams: origins().teams))
  }

  private func nothingCame(to gate: String, asked: Int) -> any Error {
    guard hasEnded else {
      return activity.isAsleep ? deadlock() : overrun()
    }
    return Diagnosis.results(
      .wrongResult(
        call: doing, expected: "\(asked) calls of `\(gate)` at once",
        actual: "a return after \(self[gate].arrivals.count) calls"))
  }

  /// Waits until nothing moves any more, and expects at most `limit` pieces of work at the gate.
  ///
  /// - Parameter note: What else there is to say of an item, such as that it failed; empty if nothing.
  /// - Throws: `unbounded` if there are more.
  public func expectNoMore(
    than limit: Int, at gate: String, note: (String) -> String = { _ in "" }
  ) throws {
    _ = try wait(
      for: { $0[gate].present.count > limit }, still: Limits.settled, patience: Limits.restless)
    let seen = self[gate].present.count
    guard seen <= limit else {
      // All that come, for the report: one too many is as wrong as a hundred.
      _ = try wait(for: { _ in false }, still: Limits.settled, patience: Limits.restless)
      throw unbounded(gate, asked: limit, seen: self[gate].present.count, note: note)
    }
  }

  /// What it is that some work was never begun while one piece of it was held.
  public func heldUp(
    by slow: Arrival?, at gate: String, workers: Int, items: [String]
  ) -> Diagnosis {
    let begun = Set(self[gate].arrivals.map(\.item))
    let left = items.filter { !begun.contains($0) }
    return .crowds(
      .heldUp(
        work: gate, asked: workers, stuck: items.count - self[gate].arrivals.count,
        items: items.count, held: slow.map { "\"\(inShort($0.item))\"" } ?? "",
        left: left.prefix(6).map { "\"\(inShort($0))\"" }, teams: origins().teams))
  }

  /// What it is that more work than asked for was under way at a gate at once.
  ///
  /// - Parameter note: What else there is to say of an item, such as that it failed; empty if nothing.
  public func unbounded(
    _ gate: String, asked: Int, seen: Int, note: (String) -> String = { _ in "" }
  ) -> Diagnosis {
    let over = self[gate].first(over: asked)
    let origins = origins(of: over.map { [$0.arrival] } ?? [])
    return .excess(
      .unbounded(
        work: gate, asked: asked, seen: seen,
        over: over.map { over in
          Overflow(
            item: inShort(over.arrival.item), place: origins.works[over.arrival.ticket] ?? "",
            ended: over.ended, last: over.last.map { inShort($0.item) + note($0.item) } ?? "")
        }, teams: origins.teams))
  }

  /// The Dispatch queue that runs several of these at once, if there is one.
  ///
  /// A queue that runs two pieces of work at the same time isn't a serial one, so its threads are
  /// those of Dispatch's shared pool; the pool's own queues are known by their names.
  private static func sharedQueue(of arrivals: [Arrival]) -> String? {
    let queues = arrivals.map(\.queue).filter { !$0.isEmpty }
    return queues.first { queue in
      ["com.apple.root.", "NSOperationQueue", "Swift "].contains { queue.hasPrefix($0) }
        || queues.count { $0 == queue } > 1
    }
  }
}
