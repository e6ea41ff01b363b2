// Mistake: The read and the write are each under the lock, but not in one critical section.
// Diagnosis: checkThenAct

import Dispatch
import ExerciseKit
import Foundation
import Synchronization

private final class Safe: Sendable {
  private let guardian = Mutex(())
  private let counter: Shared<Int>

  init(_ counter: Shared<Int>) { self.counter = counter }

  var value: Int {
    get { guardian.withLock { _ in counter.value } }
    set { guardian.withLock { _ in counter.value = newValue } }
  }
}

/// Adds 1 to the counter `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let safe = Safe(counter)
  let ended = DispatchSemaphore(value: 0)
  for _ in 0..<threads {
    Thread.detachNewThread {
      for _ in 0..<times { safe.value += 1 }
      ended.signal()
    }
  }
  for _ in 0..<threads { ended.wait() }
}
