import ExerciseKit
import Foundation

/// Counts under a lock that a global constant holds, which is made when it is first used.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times { Door.lock.withLock { counter.value += Door.steps[0] } }
    }
  }
  for thread in team { thread.join() }
}

private enum Door {
  static let lock = NSLock()
  static let steps = (0..<4).map { $0 + 1 }
}
