import ExerciseKit
import Synchronization

/// Finds the primes with a mutex that guards the ticket and the results together.
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
  let board = Board(limit: limit, size: max(1, min(2_000, limit / (team * 64))))
  let threads = (1...team).map { _ in
    spawn {
      while let chunk = board.take() {
        board.put(chunk.filter(isPrime), at: chunk.lowerBound)
      }
    }
  }
  for thread in threads { thread.join() }
  return board.inOrder()
}

private final class Board: Sendable {
  private let limit: Int
  private let size: Int
  private let state = Mutex((next: 2, found: [Int: [Int]]()))

  init(limit: Int, size: Int) {
    self.limit = limit
    self.size = size
  }

  func take() -> ClosedRange<Int>? {
    state.withLock { state in
      guard state.next <= limit else { return nil }
      let lower = state.next
      let upper = min(lower + size - 1, limit)
      state.next = upper + 1
      return lower...upper
    }
  }

  func put(_ primes: [Int], at lower: Int) {
    state.withLock { $0.found[lower] = primes }
  }

  func inOrder() -> [Int] {
    state.withLock { state in
      state.found.sorted { $0.key < $1.key }.flatMap(\.value)
    }
  }
}
