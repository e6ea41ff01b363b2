import ExerciseKit
import Synchronization

private final class Words: Sendable {
  final class Word: Sendable {
    let bits = Atomic<UInt64>(0)
  }
  private let words: [Word]

  init(upTo last: Int) { words = (0...last / 64).map { _ in Word() } }

  func insert(_ number: Int) {
    words[number / 64].bits.bitwiseOr(1 << UInt64(number % 64), ordering: .relaxed)
  }

  func contains(_ number: Int) -> Bool {
    words[number / 64].bits.load(ordering: .relaxed) & (1 << UInt64(number % 64)) != 0
  }
}

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
///
/// 64 numbers share a word, but a bit is set by one atomic or, and the words are read after the
/// joins.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }

  let words = Words(upTo: limit)
  let next = Atomic(2)
  let team = (0..<min(workers, limit - 1)).map { _ in
    spawn {
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number <= limit else { return }
        if isPrime(number) { words.insert(number) }
      }
    }
  }
  for thread in team { thread.join() }
  return (2...limit).filter(words.contains)
}
