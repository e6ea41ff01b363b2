import Interleaving

/// The pairs of steps of a run that could have come in the other order.
///
/// Of two steps that depend on one another, with none between them through which the second had to come
/// after the first, either may come first in another run. What had to come after what is told by vector
/// clocks (Mattern, "Virtual time and global states of distributed systems", 1989).
struct Races {
  /// Two steps by their places.
  struct Pair {
    let first, second: Int
  }

  private let threads: Int
  /// For each step, of each thread how many of its steps it had to come after, or is itself.
  private var clocks: [Int32] = []
  /// The how-manieth step of its thread each is.
  private var ranks: [Int32] = []
  /// The steps, and behind them those at which threads waited at the end.
  let entries: [Trace.Entry]
  /// How many of them were taken.
  private let taken: Int
  /// The pairs, by the later step.
  private(set) var pairs: [Pair] = []

  /// Goes through a trace.
  init(_ trace: Trace) {
    let waiting = trace.waiters.compactMap { waiter -> Trace.Entry? in
      guard let step = waiter.step, step.kind != .spuriousWakeup else { return nil }
      return Trace.Entry(
        thread: waiter.thread, step: step, enabled: ThreadSet(), asleep: ThreadSet())
    }
    entries = trace.entries + waiting
    taken = trace.entries.count
    threads = (entries.map(\.thread).max() ?? 0) + 1
    clocks.reserveCapacity(entries.count * threads)
    ranks.reserveCapacity(entries.count)
    var latest = Array(repeating: -1, count: threads)
    for index in entries.indices { take(index, &latest) }
  }

  /// Whether a step had to come before a later one.
  func isBefore(_ first: Int, _ second: Int) -> Bool {
    clocks[second * threads + entries[first].thread] >= ranks[first]
  }

  private mutating func take(_ index: Int, _ latest: inout [Int]) {
    let thread = entries[index].thread
    let start = index * threads
    let own = latest[thread]
    for other in 0..<threads { clocks.append(own < 0 ? 0 : clocks[own * threads + other]) }
    ranks.append(clocks[start + thread] + 1)
    clocks[start + thread] = ranks[index]
    latest[thread] = index
    var others = ThreadSet()
    for other in 0..<threads where other != thread && latest[other] >= 0 { others.insert(other) }
    guard !others.isEmpty else { return }
    // Steps that nobody has taken come before nothing.
    let end = min(index, taken)
    noteClock(of: index, others, end)
    notePairs(of: index, others, end, after: own)
  }

  /// A step had to come after all that it depends on, and after what these had to come after.
  private mutating func noteClock(of index: Int, _ others: ThreadSet, _ end: Int) {
    let entry = entries[index]
    let start = index * threads
    // The threads whose steps aren't all known to come before.
    var left = others
    var other = end - 1
    while other >= 0, !left.isEmpty {
      defer { other -= 1 }
      let thread = entries[other].thread
      guard left.contains(thread) else { continue }
      if clocks[start + thread] >= ranks[other] {
        left.remove(thread)
      } else if entry.depends(on: entries[other]) {
        left.remove(thread)
        for known in 0..<threads {
          clocks[start + known] = max(clocks[start + known], clocks[other * threads + known])
        }
      }
    }
  }

  private mutating func notePairs(
    of index: Int, _ others: ThreadSet, _ end: Int, after own: Int
  ) {
    let entry = entries[index]
    var left = others
    var other = end - 1
    while other >= 0, !left.isEmpty {
      defer { other -= 1 }
      let first = entries[other]
      guard left.contains(first.thread) else { continue }
      if other < own, isBefore(other, own) {
        left.remove(first.thread)
        continue
      }
      guard entry.depends(on: first) else { continue }
      let pair = Pair(first: other, second: index)
      let isPossible = !starters(of: pair, at: other).isEmpty
      let isKept = entry.isKept(by: first)
      // Then its thread can only come to it before that, and the other goes on for nothing, which is worth
      // a try if what it does there and what the others do from then on depend on each other.
      if isPossible, !isKept || mayMatter(from: other, to: index) { pairs.append(pair) }
      // While the thread stood before its step, each of another's might have come after it; before
      // that, the last is enough, if it is no lock that was only given back then.
      guard other < own else { continue }
      let isLast = isPossible && !isKept && first.step.kind != .give
      if isLast || !entry.sharesObject(with: first) { left.remove(first.thread) }
    }
  }

  /// Whether anything that other threads do between two steps depends on what is done from the first on.
  private func mayMatter(from first: Int, to second: Int) -> Bool {
    (first + 1..<second).contains { index in
      let entry = entries[index]
      guard entry.touches, entry.thread != entries[first].thread else { return false }
      return entries[first...].contains { $0.thread != entry.thread && entry.depends(on: $0) }
    }
  }

  /// Who can go at a place so that the second step of a pair comes before the first: its thread, or
  /// those that it needs for that.
  func starters(of pair: Pair, at index: Int) -> ThreadSet {
    let enabled = entries[index].enabled
    let thread = entries[pair.second].thread
    var found = ThreadSet()
    if enabled.contains(thread) {
      found.insert(thread)
      return found
    }
    for step in pair.first + 1..<pair.second
    where enabled.contains(entries[step].thread) && entries[step].thread != entries[index].thread
      && !isBefore(pair.first, step) && isBefore(step, pair.second)
    {
      found.insert(entries[step].thread)
    }
    return found
  }
}
