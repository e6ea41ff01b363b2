import ExerciseKit
import Synchronization

/// Counts under a lock that the first thread publishes with an atomic flag.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (stand, changed) = (Stand(), Condition())
  let team = (0..<threads).map { _ in
    spawn {
      let lock = stand.getLock(changed)
      for _ in 0..<times { lock?.withLock { counter.value += 1 } }
    }
  }
  for thread in team { thread.join() }
}

/// Unchecked: the flag is written behind the lock, and read before it.
private final class Stand: @unchecked Sendable {
  var lock: Lock?
  let isReady = Atomic(false)
  let firstCame = Atomic(false)

  func getLock(_ changed: Condition) -> Lock? {
    if !firstCame.exchange(true, ordering: .relaxed) {
      lock = Lock()
      isReady.store(true, ordering: .releasing)
      changed.withLock { changed.broadcast() }
    }
    if !isReady.load(ordering: .acquiring) {
      changed.withLock { while !isReady.load(ordering: .acquiring) { changed.wait() } }
    }
    return lock
  }
}
