import Dispatch
import ExerciseKit
import Synchronization

private struct Flags: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Bool>
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
///
/// Each number has a byte of its own behind a pointer, written by the one worker that took it and
/// read after the wait for all.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }

  let flags = Flags(pointer: .allocate(capacity: limit + 1))
  flags.pointer.initialize(repeating: false, count: limit + 1)
  defer { flags.pointer.deallocate() }
  let next = Atomic(2)
  DispatchQueue.concurrentPerform(iterations: min(workers, limit - 1)) { _ in
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      guard number <= limit else { return }
      flags.pointer[number] = isPrime(number)
    }
  }
  return (2...limit).filter { flags.pointer[$0] }
}
