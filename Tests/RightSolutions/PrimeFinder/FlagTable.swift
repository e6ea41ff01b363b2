import ExerciseKit

/// Finds the primes with a table of flags, one for each number.
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
  let table = FlagTable(count: limit + 1)
  let next = Shared(2)
  let lock = Lock()

  let threads = (1...team).map { _ in
    spawn {
      while true {
        lock.lock()
        let lower = next.value
        next.value += size
        lock.unlock()
        guard lower <= limit else { return }
        for number in lower...min(lower + size - 1, limit) {
          table.flags[number] = isPrime(number)
        }
      }
    }
  }
  for thread in threads { thread.join() }
  return (2...limit).filter { table.flags[$0] }
}

/// Unchecked: each flag has one writer, and is read after that writer was joined.
private final class FlagTable: @unchecked Sendable {
  let flags: UnsafeMutableBufferPointer<Bool>

  init(count: Int) {
    flags = .allocate(capacity: count)
    flags.initialize(repeating: false)
  }

  deinit { flags.deallocate() }
}
