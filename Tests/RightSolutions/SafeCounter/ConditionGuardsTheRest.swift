import ExerciseKit
import Foundation

/// Counts on threads of Foundation's; how many are left is a plain number under a condition.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let rest = Rest(threads)
  for _ in 0..<threads {
    Thread {
      for _ in 0..<times { rest.condition.withLock { counter.value += 1 } }
      rest.condition.lock()
      rest.threads -= 1
      rest.condition.signal()
      rest.condition.unlock()
    }.start()
  }
  rest.condition.lock()
  while rest.threads > 0 { rest.condition.wait() }
  rest.condition.unlock()
}

/// Unchecked: used with the condition's lock.
private final class Rest: @unchecked Sendable {
  let condition = NSCondition()
  var threads: Int
  init(_ threads: Int) { self.threads = threads }
}
