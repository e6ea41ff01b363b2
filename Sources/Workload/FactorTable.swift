/// The smallest prime factor of every number up to a limit, by the sieve of Eratosthenes.
public struct FactorTable: Sendable {
  private let smallest: [UInt32]

  /// Sieves the numbers from 0 to `limit`, in time that grows little faster than `limit`.
  public init(upTo limit: Int) {
    var smallest = (0...UInt32(max(limit, 1))).map { $0 }
    var number = 2
    while number * number <= limit {
      if smallest[number] == number {
        for multiple in stride(from: number * number, through: limit, by: number)
        where smallest[multiple] == multiple {
          smallest[multiple] = UInt32(number)
        }
      }
      number += 1
    }
    self.smallest = smallest
  }

  /// Whether `number` is prime; it must not be above the limit.
  public func isPrime(_ number: Int) -> Bool {
    number >= 2 && Int(smallest[number]) == number
  }

  /// The primes up to the limit, ascending.
  public var primes: [Int] { smallest.indices.filter(isPrime) }

  /// The number of divisions that trial division by 2, 3, 4 and so on needs for `number`; at least 1.
  public func cost(_ number: Int) -> Int {
    let factor = Int(smallest[number])
    guard factor == number else { return factor - 1 }
    return max(Int(Double(number).squareRoot()) - 1, 1)
  }
}
