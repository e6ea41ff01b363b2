// Mistake: The next number is read from an atomic value and written back in a second step.
// Diagnosis: checkThenAct
// Line: let number = next.load(ordering: .sequentiallyConsistent)

import ExerciseKit
import Synchronization

private final class Tickets: Sendable {
  private let next = Atomic(2)

  func take() -> Int {
    let number = next.load(ordering: .sequentiallyConsistent)
    next.store(number + 1, ordering: .sequentiallyConsistent)
    return number
  }
}

/// Finds the primes with threads that take number after number.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let (tickets, lock, found) = (Tickets(), Lock(), Shared<[Int]>([]))
  let team = (0..<min(workers, limit - 1)).map { _ in
    spawn {
      while true {
        let number = tickets.take()
        guard number <= limit else { return }
        if isPrime(number) { lock.withLock { found.value.append(number) } }
      }
    }
  }
  for member in team { member.join() }
  return found.value.sorted()
}
