import ExerciseKit
import Foundation

/// Counts under a lock that one thread makes and hands over with a semaphore.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (stand, made) = (Stand(), DispatchSemaphore(value: 0))
  stand.lock = NSLock()
  let team = (0..<threads).map { _ in
    spawn {
      made.wait()
      for _ in 0..<times { stand.lock?.withLock { counter.value += 1 } }
    }
  }
  for _ in 0..<threads { made.signal() }
  for thread in team { thread.join() }
}

/// Unchecked: whoever reads the lock has waited for who wrote it.
private final class Stand: @unchecked Sendable {
  var lock: NSLock?
}
