/// Which thread goes next: first by given choices, then by a rule.
public struct SchedulingStrategy: Sendable, Equatable, Codable {
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
