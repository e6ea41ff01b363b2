import ExerciseKit
import Synchronization

// Work stealing. Everybody is dealt an equal, connected share at the start, and bites small pieces off
// its front. Whoever has eaten up takes the rear half of the largest share that is left. All shares lie
// under one lock, so a stolen half is never on its way between two owners, where a third would miss it.

private struct Shares {
  private var ranges: [Range<Int>]
  private let bite: Int

  init(of numbers: Range<Int>, among owners: Int) {
    let whole = numbers.count / owners
    let extra = numbers.count % owners
    var start = numbers.lowerBound
    ranges = []
    for owner in 0..<owners {
      let end = start + whole + (owner < extra ? 1 : 0)
      ranges.append(start..<end)
      start = end
    }
    bite = max(1, numbers.count / (owners * 40))
  }

  mutating func next(for owner: Int) -> Range<Int>? {
    if ranges[owner].isEmpty { steal(for: owner) }
    let mine = ranges[owner]
    guard !mine.isEmpty else { return nil }
    let cut = min(mine.lowerBound + bite, mine.upperBound)
    ranges[owner] = cut..<mine.upperBound
    return mine.lowerBound..<cut
  }

  private mutating func steal(for thief: Int) {
    guard let victim = ranges.indices.max(by: { ranges[$0].count < ranges[$1].count }) else {
      return
    }
    let share = ranges[victim]
    let middle = share.lowerBound + share.count / 2  // a share of 1 is stolen as a whole
    ranges[victim] = share.lowerBound..<middle
    ranges[thief] = middle..<share.upperBound
  }
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers > 0 else { throw InvalidArgument("workers", "needs 1 or more, got \(workers)") }
  guard limit > 1 else { return [] }

  let owners = min(workers, limit - 1)
  let shares = Mutex(Shares(of: 2..<limit + 1, among: owners))
  let found = Mutex<[Int]>([])

  let team = (0..<owners).map { me in
    spawn {
      var mine: [Int] = []
      while let piece = shares.withLock({ $0.next(for: me) }) {
        for number in piece where isPrime(number) { mine.append(number) }
      }
      found.withLock { $0 += mine }
    }
  }
  team.forEach { $0.join() }
  return found.withLock { $0.sorted() }
}
