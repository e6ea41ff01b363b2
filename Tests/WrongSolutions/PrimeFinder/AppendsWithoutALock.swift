// Mistake: All threads append to one array, without a lock.
// Diagnosis: dataRace
// Line: if isPrime(number) { found.append(number) }

import ExerciseKit
import Foundation

private final class Ticket: @unchecked Sendable {
  private let lock = NSLock()
  private var next: Int

  init(_ first: Int) { next = first }

  func take() -> Int {
    lock.lock()
    defer { lock.unlock() }
    let mine = next
    next += 1
    return mine
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
  nonisolated(unsafe) var found: [Int] = []
  let ticket = Ticket(2)
  let team = (0..<min(workers, limit - 1)).map { _ in
    spawn {
      while true {
        let number = ticket.take()
        if number > limit { break }
        if isPrime(number) { found.append(number) }
      }
    }
  }
  for member in team { member.join() }
  return found.sorted()
}
