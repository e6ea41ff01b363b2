import ExerciseKit
import Foundation

/// Finds the primes with Foundation's threads, an `NSLock` and a semaphore.
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
  let size = max(1, min(5_000, limit / team / 25))
  let lock = NSLock()
  let next = Shared(2)
  let found = Shared<[Int]>([])
  let ended = DispatchSemaphore(value: 0)

  for index in 1...team {
    let thread = Thread {
      var mine: [Int] = []
      while true {
        lock.lock()
        let lower = next.value
        next.value = lower + size
        lock.unlock()
        if lower > limit { break }
        let upper = min(lower + size - 1, limit)
        for number in lower...upper where isPrime(number) { mine.append(number) }
      }
      lock.lock()
      found.value += mine
      lock.unlock()
      ended.signal()
    }
    thread.name = "prime worker \(index)"
    thread.start()
  }
  for _ in 1...team { ended.wait() }
  lock.lock()
  defer { lock.unlock() }
  return found.value.sorted()
}
