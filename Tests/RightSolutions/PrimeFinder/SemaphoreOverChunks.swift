import Dispatch
import ExerciseKit

/// Finds the primes with a concurrent queue and a semaphore of `workers` permits.
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
  let size = max(1, min(5_000, limit / (team * 32)))
  let found = Shared<[Int: [Int]]>([:])
  let results = DispatchQueue(label: "prime results")
  let queue = DispatchQueue(label: "prime chunks", attributes: .concurrent)
  let permits = DispatchSemaphore(value: team)
  let group = DispatchGroup()

  for lower in stride(from: 2, through: limit, by: size) {
    permits.wait()
    queue.async(group: group) {
      let hits = (lower...min(lower + size - 1, limit)).filter(isPrime)
      results.sync { found.value[lower] = hits }
      permits.signal()
    }
  }
  group.wait()
  return results.sync { found.value.sorted { $0.key < $1.key }.flatMap(\.value) }
}
