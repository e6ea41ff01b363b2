import ExerciseKit
import Foundation

/// Counts with Foundation's threads, and waits for the last one on the kit's condition.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0") }
  let door = NSLock()
  let all = Condition()
  let count = Count(threads)
  for _ in 0..<threads {
    Thread.detachNewThread {
      for _ in 0..<times {
        door.lock()
        counter.value += 1
        door.unlock()
      }
      all.withLock {
        count.left -= 1
        if count.left == 0 { all.broadcast() }
      }
    }
  }
  all.withLock { while count.left > 0 { all.wait() } }
}

private final class Count: @unchecked Sendable {
  // Unchecked: read and changed only with the condition's lock held.
  var left: Int
  init(_ left: Int) { self.left = left }
}
