import Interleaving

/// Which orders of steps to try: all with 0, then 1, then 2 preemptions, then random ones.
///
/// Where that is too much, orders without a preemption can be so many that none with one is ever
/// tried: after the first `patience` every other order is a random one.
///
/// A preemption is a switch away from a thread that could have gone on. Most mistakes need few of
/// them: Musuvathi and Qadeer, "Iterative context bounding for systematic testing of multithreaded
/// programs", 2007. A wake-up that nobody asked for counts as one, and there is one in a run at most.
///
/// A thread is preempted only before a step where that matters (`Step.isVisible`): the orders left out
/// lead to nothing that those tried don't.
struct Search {
  /// How many preemptions a run may have; what has more is left to chance.
  let bound: Int
  /// How many random runs follow.
  let random: Int
  private var open: [[[Int]]]
  private var cost = 0
  private var seed: UInt64 = 0
  private var tried = 0
  /// After so many orders random ones come in between.
  static let patience = 200

  /// Makes a search that hasn't begun.
  init(bound: Int = 2, random: Int = 0) {
    self.bound = bound
    self.random = random
    open = Array(repeating: [], count: bound + 1)
    open[0] = [[]]
  }

  /// The highest number of preemptions of which every order has been tried; nil if there is none.
  var completed: Int? {
    let first = open.firstIndex { !$0.isEmpty } ?? bound + 1
    return first == 0 ? nil : first - 1
  }

  /// How to go next; nil when all that was to be tried has been.
  mutating func next() -> SchedulingStrategy? {
    defer { tried += 1 }
    if tried >= Self.patience, !tried.isMultiple(of: 2), let strategy = nextRandom() {
      return strategy
    }
    for cost in open.indices {
      if let choices = open[cost].popLast() {
        self.cost = cost
        return SchedulingStrategy(choices: choices)
      }
    }
    return nextRandom()
  }

  private mutating func nextRandom() -> SchedulingStrategy? {
    guard seed < UInt64(random) else { return nil }
    seed += 1
    return SchedulingStrategy(seed: seed)
  }

  /// Takes what happened in a run that followed choices, and opens the orders that branch off it.
  mutating func note(_ trace: Trace, after strategy: SchedulingStrategy) {
    guard strategy.seed == nil, strategy.held == nil else { return }
    let choices = trace.choices
    // What was chosen freely after the given choices cost nothing, so `cost` is the cost of all.
    var woken = trace.entries.prefix(strategy.choices.count).contains {
      $0.step.kind == .spuriousWakeup
    }
    let upcoming = Self.upcoming(trace)
    for index in strategy.choices.count..<max(choices.count, strategy.choices.count) {
      let entry = trace.entries[index]
      let last = index == 0 ? 0 : choices[index - 1]
      let canStay = entry.enabled.contains(last)
      let canPreempt = upcoming[index]?.isVisible ?? true
      for other in entry.enabled.threads where other != entry.thread {
        guard canPreempt || !canStay || other == last else { continue }
        push(choices[..<index], other, cost + (canStay && other != last ? 1 : 0))
      }
      if !woken {
        for sleeper in entry.asleep.threads { push(choices[..<index], sleeper, cost + 1) }
      }
      woken = woken || entry.step.kind == .spuriousWakeup
    }
  }

  /// For each place in a trace, the next step of the thread that went just before it.
  private static func upcoming(_ trace: Trace) -> [Step?] {
    var next: [Int: Step] = [:]
    var found: [Step?] = Array(repeating: nil, count: trace.entries.count)
    for index in trace.entries.indices.reversed() {
      next[trace.entries[index].thread] = trace.entries[index].step
      found[index] = next[index == 0 ? 0 : trace.entries[index - 1].thread]
    }
    return found
  }

  private mutating func push(_ start: ArraySlice<Int>, _ thread: Int, _ cost: Int) {
    guard cost <= bound else { return }
    open[cost].append(start + [thread])
  }
}
