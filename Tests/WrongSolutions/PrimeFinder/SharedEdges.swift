// Mistake: A piece ends with the number that the next one begins with: two workers may test it.
// Diagnosis: repeatedWork

import ExerciseKit
import Foundation
import Synchronization

private struct Flags: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Bool>
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
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
  let size = max(1, min(64, (limit - 1) / (8 * team)))
  let flags = Flags(pointer: .allocate(capacity: limit + 1))
  flags.pointer.initialize(repeating: false, count: limit + 1)
  defer { flags.pointer.deallocate() }

  let nextStart = Mutex(2)
  let threads = (0..<team).map { _ in
    spawn {
      while true {
        let start = nextStart.withLock { next in
          defer { next += size }
          return next
        }
        if start > limit { return }
        for number in start...min(start + size, limit) {
          flags.pointer[number] = isPrime(number)
        }
      }
    }
  }
  threads.forEach { $0.join() }
  return (2...limit).filter { flags.pointer[$0] }
}
