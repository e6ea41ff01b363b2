/// Expectations on work that waits without a thread.
extension Subject {
  /// Waits until `count` pieces of work are at a gate at the same time.
  ///
  /// - Parameter what: What they are, for the report, such as `operations`.
  /// - Throws: `blocksPool`, `sequential` or `underParallel` if they don't come.
  public func gatherTasks(_ count: Int, at gate: String, what: String) throws {
    let end = try wait(for: { $0[gate].present.count >= count }, still: Limits.rendezvous)
    guard end != .reached else { return }
    let seen = self[gate].present.count
    guard try hasThreadForTask() else {
      throw Diagnosis.tasks(.blocksPool(doing: doing, threads: activity.threads))
    }
    guard seen > 0 else {
      guard hasEnded else { throw end == .still ? deadlock() : overrun() }
      throw Diagnosis.results(
        .wrongResult(
          call: doing, expected: "\(count) \(what) at once",
          actual: "a return after \(self[gate].arrivals.count)"))
    }
    throw Diagnosis.tasks(
      .fewAtOnce(what: what, asked: count, seen: seen, teams: origins().teams))
  }

  /// The threads that tasks which only wait may have: the shared pool's, and a few of the system's.
  private static var fairThreads: Int { Machine.sharedPool + 4 }

  /// Expects that work which is held takes no threads and no processor time.
  ///
  /// - Throws: `blocksPool` or `busyWait` if it does.
  public func expectIdle(at gate: String) throws {
    // What only awaits isn't even woken: to look every millisecond is little, and yet too much.
    if let (used, elapsed) = try restlessness() {
      throw Diagnosis.waiting(
        .busyWait(
          work: gate, held: self[gate].present.count, cpuMilliseconds: used, milliseconds: elapsed))
    }
    guard try hasThreadForTask() else {
      throw Diagnosis.tasks(.blocksPool(doing: doing, threads: activity.threads))
    }
    let (threads, held) = (activity.threads, self[gate].present.count)
    guard threads <= Self.fairThreads else {
      throw Diagnosis.tasks(
        .threadsForTasks(work: gate, held: held, threads: threads, fair: Self.fairThreads))
    }
  }

  /// Expects that all held work learns of a cancellation.
  ///
  /// - Parameters:
  ///   - items: Whose work is to learn of it.
  ///   - after: What led to the cancellation, as part of a sentence.
  /// - Throws: `ignoresCancellation` if one doesn't.
  public func expectCancelled(_ items: [String], at gate: String, after: String) throws {
    let missing = { (state: SubjectState) in
      Set(items).subtracting(state[gate].cancelled.map(\.item)).sorted()
    }
    var last: [String] = items
    _ = try wait(
      for: { state in
        last = missing(state)
        return last.isEmpty
      }, still: Limits.rendezvous, patience: Limits.restless)
    guard !last.isEmpty else { return }
    guard try hasThreadForTask() else {
      throw Diagnosis.tasks(.blocksPool(doing: doing, threads: activity.threads))
    }
    let told = Set(self[gate].cancelled.map(\.item)).intersection(items).sorted()
    throw Diagnosis.tasks(
      .ignoresCancellation(
        call: doing, after: after,
        what:
          "\(Judge.counted(last.count, "call")) of `\(gate)`, on \(list(last, of: last.count)), "
          + "learned of no cancellation"
          + (told.isEmpty
            ? ""
            : ", but \(told.count == 1 ? "that" : "those") on \(list(told, of: told.count)) did"),
        isTold: false, teams: teams))
  }

  /// Expects that a run has not come back while work is still held.
  ///
  /// - Throws: `returnsEarly` if it has.
  public func expectWaits(_ run: Int, at gate: String) throws {
    _ = try wait(
      for: { $0.outcomes[run] != nil }, still: Limits.settled, patience: Limits.restless)
    guard hasEnded(run), let held = self[gate].waiting.first else { return }
    throw returnsEarly(work: gate, item: held.item)
  }
}
