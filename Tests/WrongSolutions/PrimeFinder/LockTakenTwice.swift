// Mistake: A worker that holds the lock calls a function that takes it again.
// Diagnosis: deadlock
// Line: lock.withLock { found.value.sorted() }
// Line: lock.withLock {
// Line: found.value = sorted() + primes

import ExerciseKit

/// Finds the primes with a board that guards itself.
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
  let size = max(1, min(1_000, limit / (team * 32)))
  let board = Board()
  let threads = (1...team).map { _ in
    spawn {
      while true {
        let lower = board.take(size)
        guard lower <= limit else { return }
        board.add((lower...min(lower + size - 1, limit)).filter(isPrime))
      }
    }
  }
  for thread in threads { thread.join() }
  return board.sorted()
}

private final class Board: Sendable {
  private let lock = Lock()
  private let next = Shared(2)
  private let found = Shared<[Int]>([])

  func take(_ size: Int) -> Int {
    lock.withLock {
      defer { next.value += size }
      return next.value
    }
  }

  func add(_ primes: [Int]) {
    lock.withLock {
      found.value = sorted() + primes
    }
  }

  func sorted() -> [Int] {
    lock.withLock { found.value.sorted() }
  }
}
