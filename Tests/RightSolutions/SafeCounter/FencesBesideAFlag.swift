import ExerciseKit
import Synchronization

/// Counts under a lock; the first thread tells the others a number by a relaxed flag between two fences.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, news) = (Lock(), News())
  let team = (0..<threads).map { index in
    spawn {
      if index == 0 { news.tell(times) }
      for _ in 0..<times {
        if let most = news.most, most < times { break }
        lock.withLock { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}

/// Unchecked: the number is written before the first fence, and read behind the second.
private final class News: @unchecked Sendable {
  private var number = 0
  private let isTold = Atomic(false)

  func tell(_ most: Int) {
    number = most
    atomicMemoryFence(ordering: .releasing)
    isTold.store(true, ordering: .relaxed)
  }

  var most: Int? {
    guard isTold.load(ordering: .relaxed) else { return nil }
    atomicMemoryFence(ordering: .acquiring)
    return number
  }
}
