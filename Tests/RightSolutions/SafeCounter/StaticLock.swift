import Dispatch
import ExerciseKit
import Foundation

private enum Guardian {
  static let lock = NSLock()
}

/// Adds 1 to the counter `times` times on each of `threads` threads.
///
/// A static let is made once, however many threads use it first, and it is the same lock for all of
/// them.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let ended = DispatchSemaphore(value: 0)
  for _ in 0..<threads {
    Thread.detachNewThread {
      for _ in 0..<times {
        Guardian.lock.lock()
        counter.value += 1
        Guardian.lock.unlock()
      }
      ended.signal()
    }
  }
  for _ in 0..<threads { ended.wait() }
}
