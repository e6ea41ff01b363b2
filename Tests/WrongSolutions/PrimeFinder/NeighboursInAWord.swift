// Mistake: Each number has a bit of its own, but several workers read, change and write its word.
// Diagnosis: dataRace

import Dispatch
import ExerciseKit
import Foundation
import Synchronization

private final class BitSet: @unchecked Sendable {
  private let words: UnsafeMutableBufferPointer<UInt64>

  init(upTo last: Int) {
    words = .allocate(capacity: last / 64 + 1)
    words.initialize(repeating: 0)
  }

  deinit { words.deallocate() }

  func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }
  func contains(_ number: Int) -> Bool { words[number / 64] & (1 << UInt64(number % 64)) != 0 }
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  if workers < 1 { throw InvalidArgument("workers", "must be at least 1, not \(workers)") }
  if limit < 2 { return [] }

  let found = BitSet(upTo: limit)
  let next = Atomic(2)
  let group = DispatchGroup()
  for _ in 0..<min(workers, limit - 1) {
    group.enter()
    let thread = Thread {
      defer { group.leave() }
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        if number > limit { return }
        // Nobody else has this number, so nobody else sets this bit.
        if isPrime(number) { found.insert(number) }
      }
    }
    thread.start()
  }
  group.wait()
  return (2...limit).filter(found.contains)
}
