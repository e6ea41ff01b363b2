import ExerciseKit

/// Finds the primes with a bounded queue: the caller puts chunks in, the workers take them.
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
  let queue = ChunkQueue(capacity: 2 * team)
  let lock = Lock()
  let found = Shared<[Int]>([])

  let threads = (1...team).map { _ in
    spawn {
      var mine: [Int] = []
      while let chunk = queue.take() { mine += chunk.filter(isPrime) }
      lock.withLock { found.value += mine }
    }
  }
  for lower in stride(from: 2, through: limit, by: size) {
    queue.put(lower...min(lower + size - 1, limit))
  }
  queue.close()
  for thread in threads { thread.join() }
  return found.value.sorted()
}

private final class ChunkQueue: Sendable {
  private let capacity: Int
  private let changed = Condition()
  private let chunks = Shared<[ClosedRange<Int>]>([])
  private let isClosed = Shared(false)

  init(capacity: Int) { self.capacity = capacity }

  func put(_ chunk: ClosedRange<Int>) {
    changed.withLock {
      while chunks.value.count == capacity { changed.wait() }
      chunks.value.append(chunk)
      changed.broadcast()
    }
  }

  func take() -> ClosedRange<Int>? {
    changed.withLock {
      while chunks.value.isEmpty && !isClosed.value { changed.wait() }
      guard !chunks.value.isEmpty else { return nil }
      changed.broadcast()
      return chunks.value.removeFirst()
    }
  }

  func close() {
    changed.withLock {
      isClosed.value = true
      changed.broadcast()
    }
  }
}
