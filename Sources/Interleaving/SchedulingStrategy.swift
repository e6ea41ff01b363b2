/// Which thread goes next: first by given choices, then by a rule.
public struct SchedulingStrategy: Sendable, Equatable, Codable {
  /// After so many steps of one thread in a row another has its turn, so that a thread that looks at a
  /// shared value again and again can't keep the others from changing it.
  public static let turnLimit = 200

  /// The threads to choose at the first steps.
  public var choices: [Int]
  /// If there is one, what follows the choices is random, and the same for the same seed.
  public var seed: UInt64?
  /// A thread that, after the choices, goes only when no other can.
  public var held: Int?

  /// Makes a strategy; without seed and held thread each thread goes on as long as it can.
  public init(choices: [Int] = [], seed: UInt64? = nil, held: Int? = nil) {
    self.choices = choices
    self.seed = seed
    self.held = held
  }
}

/// Follows a strategy through one run.
public struct Scheduler: Sendable {
  private let strategy: SchedulingStrategy
  private var taken = 0
  private var last = 0
  private var turn = 0
  private var random: SplitMix64
  /// Whether a thread that had to be chosen couldn't go: the run isn't the one the choices are from.
  public private(set) var hasDiverged = false

  /// Makes a scheduler at the beginning of a run.
  public init(_ strategy: SchedulingStrategy) {
    self.strategy = strategy
    random = SplitMix64(state: strategy.seed ?? 0)
  }

  /// Chooses from the threads that can go, of which there must be one.
  ///
  /// - Parameters:
  ///   - enabled: The threads that can go.
  ///   - asleep: Threads that sleep on a condition; they are woken only if the choices say so.
  public mutating func next(enabled: ThreadSet, asleep: ThreadSet) -> Int {
    defer { taken += 1 }
    let choice = pick(enabled, asleep)
    turn = choice == last ? turn + 1 : 1
    last = choice
    return choice
  }

  private mutating func pick(_ enabled: ThreadSet, _ asleep: ThreadSet) -> Int {
    if taken < strategy.choices.count {
      let choice = strategy.choices[taken]
      if enabled.contains(choice) || asleep.contains(choice) { return choice }
      hasDiverged = true
    }
    var others = enabled
    if taken >= strategy.choices.count, let held = strategy.held { others.remove(held) }
    let free = others.isEmpty ? enabled : others
    if strategy.seed != nil, taken >= strategy.choices.count, !random.next().isMultiple(of: 3) {
      return free.threads[Int(random.next() % UInt64(free.count))]
    }
    if free.contains(last), turn < SchedulingStrategy.turnLimit { return last }
    return free.next(after: last) ?? last
  }
}

/// Steele, Lea and Flood's generator, "Fast splittable pseudorandom number generators", 2014.
package struct SplitMix64: Sendable {
  var state: UInt64

  /// Makes a generator whose numbers are the same for the same state.
  package init(state: UInt64) { self.state = state }

  /// The next number, any of all 64-bit ones.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
