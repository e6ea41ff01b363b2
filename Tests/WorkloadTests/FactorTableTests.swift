import Testing

@testable import Workload

struct FactorTableTests {
  @Test func `the primes up to each limit are those that division finds`() {
    for limit in 0...130 {
      let expected = (0...limit).filter { isPrimeByDivision($0) }
      #expect(FactorTable(upTo: limit).primes == expected, "up to \(limit)")
    }
  }

  @Test(arguments: [1, 0, -1, -100])
  func `below 2 there are no primes`(limit: Int) {
    #expect(FactorTable(upTo: limit).primes == [])
  }

  @Test func `a number is prime exactly if no smaller one divides it`() {
    let table = FactorTable(upTo: 3000)
    for number in 0...3000 {
      #expect(table.isPrime(number) == isPrimeByDivision(number), "\(number)")
    }
  }

  @Test(arguments: [1, 0, -1, Int.min])
  func `a number below 2 is no prime`(number: Int) {
    #expect(!FactorTable(upTo: 10).isPrime(number))
  }

  @Test func `the cost of a number is what dividing it takes, and at least 1`() {
    let table = FactorTable(upTo: 3000)
    for number in 2...3000 {
      #expect(table.cost(number) == max(divisions(number), 1), "\(number)")
    }
  }

  @Test func `trial division agrees with the table`() {
    let table = FactorTable(upTo: 3000)
    for number in -3...3000 {
      #expect(TrialDivision.isPrime(number) == table.isPrime(number), "\(number)")
    }
  }

  private func isPrimeByDivision(_ number: Int) -> Bool {
    number >= 2 && (2..<number).allSatisfy { number % $0 != 0 }
  }

  /// How many divisions it takes to find a factor, or that there is none up to the square root.
  private func divisions(_ number: Int) -> Int {
    var count = 0
    for divisor in 2...number where divisor * divisor <= number {
      count += 1
      if number % divisor == 0 { break }
    }
    return count
  }
}
