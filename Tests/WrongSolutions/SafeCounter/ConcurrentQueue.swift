// Mistake: The queue that guards the counter is concurrent, and the addition is no barrier.
// Diagnosis: lostUpdate

import Dispatch
import ExerciseKit
import Foundation

/// Adds 1 to the counter `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let queue = DispatchQueue(label: "counter", attributes: .concurrent)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        queue.sync { counter.value += 1 }
      }
    }
  }
  for thread in team { thread.join() }
}
