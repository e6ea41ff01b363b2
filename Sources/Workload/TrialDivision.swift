/// The work that PrimeFinder's timed runs hand to the student, and that the judge times itself.
public enum TrialDivision {
  /// How often each number is tested, so that the test outweighs the loop that calls it.
  static let passes = 16

  /// Whether `number` is prime, found by dividing it by 2, 3, 4 and so on up to its square root.
  @_optimize(none)  // The optimiser sees that every pass finds the same, and would make but one.
  public static func isPrime(_ number: Int) -> Bool {
    var verdict = false
    for _ in 0..<passes { verdict = hasNoDivisor(number) }
    return verdict
  }

  @inline(never)
  private static func hasNoDivisor(_ number: Int) -> Bool {
    guard number >= 2 else { return false }
    var divisor = 2
    while divisor * divisor <= number {
      if number % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }
}
