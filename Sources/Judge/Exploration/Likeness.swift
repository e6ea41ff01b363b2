import Interleaving

/// Tells where an order of steps has become like another that is tried instead.
///
/// Two steps of different threads that touch nothing in common can change places, and the same comes
/// about (Mazurkiewicz, "Trace theory", 1987). Of all orders that so come from one another, and have no
/// more preemptions, one is the first: that which, where they part, goes on with the thread that went
/// before, or else with the thread of the lowest number. Whatever is left out here changes into one that
/// comes before it, with no more preemptions:
///
/// - a thread that was preempted goes on with steps that could have come before all that was done
///   meanwhile: it is preempted behind them instead;
/// - a thread goes, and then one of a lower number, and neither touches what the other does: they
///   change places.
///
/// (`Search` has no preemption before some steps: there must be a place behind them where it has.) So the first of each kind of orders is never left out, nor is what it branches off, since what is
/// looked at is only what has happened by then, and each thread's next step, which is settled by then.
/// With no bound this is a part of what sleep sets leave out (Godefroid, "Partial-order methods for the
/// verification of concurrent systems", 1996); sleep sets themselves would leave out too much under a
/// bound, as the order that is tried may have more preemptions than the one that isn't.
struct Likeness {
  private let trace: Trace
  /// For each thread, the places of its steps.
  private let places: [Int: [Int]]

  init(_ trace: Trace) {
    self.trace = trace
    places = Dictionary(grouping: trace.entries.indices) { trace.entries[$0].thread }
  }

  /// The place in the trace from which on nothing need branch off; nil if all is to.
  var firstPlaceLikeAnother: Int? {
    var start = 0
    for index in trace.entries.indices {
      let entry = trace.entries[index]
      let isNew = index == 0 || trace.entries[index - 1].thread != entry.thread
      if isNew { start = index }
      if start > 0, couldHaveGoneOn(start...index) { return index + 1 }
      // The end of a turn is known once another thread goes, or all is over.
      let isLast = index + 1 == trace.entries.count
      if isLast || trace.entries[index + 1].thread != entry.thread,
        couldHaveComeBefore(turn: start...index)
      {
        return index + 1
      }
    }
    return nil
  }

  /// Whether the steps of a thread that goes on could have come before all that was done since its last.
  private func couldHaveGoneOn(_ steps: ClosedRange<Int>) -> Bool {
    let entry = trace.entries[steps.lowerBound]
    guard let own = places[entry.thread],
      let position = own.firstIndex(of: steps.lowerBound), position > 0
    else { return false }
    let first = own[position - 1] + 1
    // It was preempted, and didn't have to wait.
    guard trace.entries[first].enabled.contains(entry.thread) else { return false }
    // And it may be preempted behind these steps as well.
    if position + steps.count < own.count {
      guard trace.entries[own[position + steps.count]].step.isVisible else { return false }
    } else {
      guard trace.end == .over else { return false }
    }
    let moved = Array(trace.entries[steps])
    for other in first..<steps.lowerBound {
      let step = trace.entries[other]
      guard moved.allSatisfy({ Self.areApart(step, $0) }) else { return false }
      let endsTurn = trace.entries[other + 1].thread != step.thread
      // What came after a turn cost nothing if its thread couldn't go on: that mustn't change.
      if endsTurn, !trace.entries[other + 1].enabled.contains(step.thread) {
        guard isNextApart(after: other, from: moved) else { return false }
      }
    }
    return true
  }

  /// Whether a turn and the one before it, of a thread of a higher number, could change places.
  private func couldHaveComeBefore(turn: ClosedRange<Int>) -> Bool {
    guard turn.lowerBound > 0 else { return false }
    let thread = trace.entries[turn.lowerBound].thread
    let before = trace.entries[turn.lowerBound - 1].thread
    var first = turn.lowerBound - 1
    while first > 0, trace.entries[first - 1].thread == before { first -= 1 }
    let last = first == 0 ? 0 : trace.entries[first - 1].thread
    guard last == thread || (last != before && thread < before),
      trace.entries[first].enabled.contains(thread)
    else { return false }
    let (one, other) = (trace.entries[first..<turn.lowerBound], trace.entries[turn])
    for step in one {
      for later in other {
        guard Self.areApart(step, later) else { return false }
      }
    }
    return isNextApart(after: turn.lowerBound - 1, from: Array(other))
      && isNextApart(after: turn.upperBound, from: Array(one))
  }

  /// Whether the step that the thread at a place takes next touches nothing that these do.
  private func isNextApart(after place: Int, from steps: [Trace.Entry]) -> Bool {
    let own = places[trace.entries[place].thread] ?? []
    guard let next = own.first(where: { $0 > place }) else {
      // It has ended; in a run that didn't, it may wait for what isn't told.
      return trace.end == .over
    }
    return steps.allSatisfy { Self.areApart($0, trace.entries[next]) }
  }

  /// Whether two steps of different threads touch nothing in common.
  static func areApart(_ one: Trace.Entry, _ other: Trace.Entry) -> Bool {
    let (first, second) = (one.step, other.step)
    guard first.isPlain, second.isPlain else { return false }
    if first.namesThread, first.object == other.thread { return false }
    if second.namesThread, second.object == one.thread { return false }
    // Threads are numbered as they are made.
    if first.kind == .spawn, second.kind == .spawn { return false }
    if first.isWork, second.isWork { return false }
    if first.namesThread || second.namesThread { return true }
    guard first.object == second.object, first.object != 0 else { return true }
    return first.isRead && second.isRead
  }
}

extension Step {
  fileprivate var namesThread: Bool { kind == .spawn || kind == .join }

  /// The judge looks at the order of works.
  fileprivate var isWork: Bool { kind == .work || kind == .workDone }

  /// Whether all that it touches is told by its object: time, turns on queues and a condition's lock
  /// aren't.
  fileprivate var isPlain: Bool {
    switch kind {
    case .begin, .read, .write, .lock, .unlock, .take, .give, .signal, .broadcast, .reacquire,
      .spawn,
      .join, .work, .workDone, .tryLock, .readLock, .tryTake, .load, .store, .update:
      true
    case .sleep, .spuriousWakeup, .wait, .pause, .yield, .enter: false
    }
  }
}
