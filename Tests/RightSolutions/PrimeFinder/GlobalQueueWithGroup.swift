import Dispatch
import ExerciseKit
import Synchronization

/// Finds the primes with one block for each worker on Dispatch's shared queue.
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
  let size = max(1, min(1_000, limit / (team * 48)))
  let progress = Progress()
  let group = DispatchGroup()

  for _ in 1...team {
    DispatchQueue.global().async(group: group) {
      while true {
        let ticket = progress.next.wrappingAdd(1, ordering: .relaxed).oldValue
        let lower = 2 + ticket * size
        guard lower <= limit else { return }
        let hits = (lower...min(lower + size - 1, limit)).filter(isPrime)
        progress.found.withLock { $0.append((ticket, hits)) }
      }
    }
  }
  group.wait()
  return progress.found.withLock { found in
    found.sorted { $0.ticket < $1.ticket }.flatMap(\.hits)
  }
}

private final class Progress: Sendable {
  let next = Atomic(0)
  let found = Mutex<[(ticket: Int, hits: [Int])]>([])
}
