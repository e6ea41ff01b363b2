import ExerciseKit
import Foundation

/// Finds the primes with chunks that get smaller towards the end.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let team = min(workers, limit - 1)
  let changed = NSCondition()
  let next = Shared(2)
  let found = Shared<[Int]>([])
  let running = Shared(team)

  let take: @Sendable () -> ClosedRange<Int>? = {
    changed.lock()
    defer { changed.unlock() }
    let lower = next.value
    guard lower <= limit else { return nil }
    let size = max(1, min(5_000, (limit - lower + 1) / (team * 16)))
    next.value = lower + size
    return lower...(lower + size - 1)
  }
  for _ in 1...team {
    Thread.detachNewThread {
      var mine: [Int] = []
      while let chunk = take() { mine += chunk.filter(isPrime) }
      changed.lock()
      found.value += mine
      running.value -= 1
      changed.signal()
      changed.unlock()
    }
  }
  changed.lock()
  defer { changed.unlock() }
  while running.value > 0 { changed.wait() }
  return found.value.sorted()
}
