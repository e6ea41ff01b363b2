import ExerciseKit
import Foundation

/// Counts under a recursive lock, which its holder may take again.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = NSRecursiveLock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.lock()
        defer { lock.unlock() }
        addOne(to: counter, under: lock)
      }
    }
  }
  for thread in team { thread.join() }
}

private func addOne(to counter: Shared<Int>, under lock: NSRecursiveLock) {
  lock.withLock { counter.value += 1 }
}
