import Dispatch
import ExerciseKit
import Foundation

/// Adds 1 to the counter `times` times on each of `threads` threads.
///
/// Every addition is a barrier on the concurrent queue, so nothing else runs there beside it.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let queue = DispatchQueue(label: "counter", attributes: .concurrent)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        queue.sync(flags: .barrier) { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
