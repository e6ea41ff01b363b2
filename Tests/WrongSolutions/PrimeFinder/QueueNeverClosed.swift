// Mistake: The workers wait for more chunks forever, also after the call has returned.
// Diagnosis: leaksThreads

import ExerciseKit

/// Finds the primes with a queue of chunks.
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
  let changed = Condition()
  let chunks = Shared<[ClosedRange<Int>]>([])
  let found = Shared<[Int]>([])
  let open = Shared(0)

  for _ in 1...team {
    _ = spawn {
      while true {
        let chunk = changed.withLock {
          while chunks.value.isEmpty { changed.wait() }
          return chunks.value.removeFirst()
        }
        let hits = chunk.filter(isPrime)
        changed.withLock {
          found.value += hits
          open.value -= 1
          changed.broadcast()
        }
      }
    }
  }
  return changed.withLock {
    for lower in stride(from: 2, through: limit, by: size) {
      chunks.value.append(lower...min(lower + size - 1, limit))
      open.value += 1
    }
    changed.broadcast()
    while open.value > 0 { changed.wait() }
    return found.value.sorted()
  }
}
