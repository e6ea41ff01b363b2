import Testing
import Workload

@Suite struct PrimeRangeTests {
  @Test(arguments: [(-5, 1), (0, 2), (1, 30), (90, 97), (24, 28), (7, 7), (9, 3)])
  func `a range has the primes that division finds`(low: Int, high: Int) {
    let expected = low > high ? [] : (low...high).filter(PrimeRange.isPrime)
    #expect(PrimeRange.primes(from: low, to: high) == expected)
  }

  @Test func `division knows the primes up to 50`() {
    #expect(
      (-3...50).filter(PrimeRange.isPrime)
        == [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47])
  }

  @Test func `counts are those of the sieve`() {
    #expect(PrimeRange.count(from: 10_000, to: 12_000) == 209)
    #expect(PrimeRange.primes(from: 10_000, to: 12_000).count == 209)
  }
}
