/// Primes in a range of numbers, which the kit's own worker program and its measurements compute.
public enum PrimeRange {
  /// Whether a number is prime, by division.
  public static func isPrime(_ number: Int) -> Bool {
    guard number > 3 else { return number > 1 }
    var divisor = 2
    while divisor * divisor <= number {
      if number.isMultiple(of: divisor) { return false }
      divisor += divisor == 2 ? 1 : 2
    }
    return true
  }

  /// How many primes there are from `low` to `high`, each number tested by division.
  public static func count(from low: Int, to high: Int) -> Int {
    (low...max(low, high)).lazy.filter(isPrime).count
  }

  /// The primes from `low` to `high`, by a sieve over that range.
  public static func primes(from low: Int, to high: Int) -> [Int] {
    guard high >= max(low, 2) else { return [] }
    let low = max(low, 2)
    var isComposite = [Bool](repeating: false, count: high - low + 1)
    var factor = 2
    while factor * factor <= high {
      if isPrime(factor) {
        let first = max(factor * factor, (low + factor - 1) / factor * factor)
        for multiple in stride(from: first, through: high, by: factor) {
          isComposite[multiple - low] = true
        }
      }
      factor += 1
    }
    return isComposite.indices.lazy.filter { !isComposite[$0] }.map { $0 + low }
  }
}
