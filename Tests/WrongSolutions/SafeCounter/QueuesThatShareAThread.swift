// Mistake: A queue that begins when another has ended is served by the same thread.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit

/// Counts on a serial queue for each thread, and takes a permit for each that has ended.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be 1 or more") }
  guard times >= 0 else { throw InvalidArgument("times", "must be 0 or more") }
  let lock = Lock()
  let ended = CountingSemaphore(value: 0)
  for number in 0..<threads {
    DispatchQueue(label: "counter \(number)").async {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      ended.signal()
    }
  }
  for _ in 0..<threads { ended.wait() }
}
