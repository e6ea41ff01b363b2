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
/// Of orders that differ only in steps that don't touch each other one is tried (`SearchTree`).
struct Search {
  /// How many preemptions a run may have; what has more is left to chance.
  let bound: Int
  /// How many random runs follow.
  let random: Int
  private var tree: SearchTree
  private var seed: UInt64 = 0
  private var tried = 0
  /// After so many orders random ones come in between.
  static let patience = 200
  /// Whether they do from the first on: of a few orders only, those without a preemption tell too little.
  var isSampling = false

  /// Makes a search that hasn't begun.
  ///
  /// - Parameter triesAll: Whether also orders are tried that differ only in steps that don't touch each
  ///   other.
  init(bound: Int = 2, random: Int = 0, triesAll: Bool = false) {
    self.bound = bound
    self.random = random
    tree = SearchTree(bound: bound, triesAll: triesAll)
  }

  /// The highest number of preemptions of which every order has been tried; nil if there is none.
  var completed: Int? { tree.completed }

  /// How to go next, at most so often with what is known now; empty when all that was to be tried has
  /// been.
  ///
  /// Orders with as many preemptions can be tried together: what branches off one has no fewer.
  mutating func next(_ count: Int) -> [SchedulingStrategy] {
    var policies: [SchedulingStrategy] = []
    while policies.count < count, let strategy = next() { policies.append(strategy) }
    return policies
  }

  /// The same, once.
  mutating func next() -> SchedulingStrategy? {
    defer { tried += 1 }
    if isSampling || tried >= Self.patience, !tried.isMultiple(of: 2), let strategy = nextRandom() {
      return strategy
    }
    return tree.next().map { SchedulingStrategy(choices: $0) } ?? nextRandom()
  }

  private mutating func nextRandom() -> SchedulingStrategy? {
    guard seed < UInt64(random) else { return nil }
    seed += 1
    return SchedulingStrategy(seed: seed)
  }

  /// Takes what happened in a run that followed choices, and opens the orders that branch off it.
  mutating func note(_ trace: Trace, after strategy: SchedulingStrategy) {
    guard strategy.seed == nil, strategy.held == nil else { return }
    tree.note(trace, after: strategy.choices)
  }
}
