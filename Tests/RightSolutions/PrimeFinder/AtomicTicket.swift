import ExerciseKit
import Synchronization

/// Finds the primes with an atomic ticket and one list for each worker.
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
  let size = max(1, min(1_000, limit / (team * 40)))
  let shared = Tickets()
  let threads = (1...team).map { _ in
    spawn {
      var mine: [Int] = []
      while true {
        let ticket = shared.next.add(1, ordering: .relaxed).oldValue
        let lower = 2 + ticket * size
        guard lower <= limit else { break }
        for number in lower...min(lower + size - 1, limit) where isPrime(number) {
          mine.append(number)
        }
      }
      shared.found.withLock { $0 += mine }
    }
  }
  for thread in threads { thread.join() }
  return shared.found.withLock { $0.sorted() }
}

private final class Tickets: Sendable {
  let next = Atomic(0)
  let found = Mutex<[Int]>([])
}
