// Mistake: All chunks go to one serial queue, which runs them one after the other.
// Diagnosis: sequential

import Dispatch
import ExerciseKit

/// Finds the primes with a queue and a group.
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
  let found = Shared<[Int]>([])
  let queue = DispatchQueue(label: "primes")
  let group = DispatchGroup()

  for lower in stride(from: 2, through: limit, by: size) {
    queue.async(group: group) {
      found.value += (lower...min(lower + size - 1, limit)).filter(isPrime)
    }
  }
  group.wait()
  return found.value
}
