import Dispatch
import ExerciseKit
import Foundation

/// Counts with Foundation's threads, an `NSLock` and a group.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = NSLock()
  let group = DispatchGroup()
  for _ in 0..<threads {
    group.enter()
    Thread.detachNewThread {
      for _ in 0..<times {
        lock.lock()
        counter.value += 1
        lock.unlock()
      }
      group.leave()
    }
  }
  group.wait()
}
