// Mistake: A thread that has made its last addition returns with the lock held.
// Diagnosis: lockLeft
// Line: lock.lock()
// Line: guard left.value > 0 else { return false }

import ExerciseKit

/// Counts with several threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = Lock()
  let adders = (0..<threads).map { _ in Adder(counter, lock, times) }
  let team = adders.map { adder in
    spawn {
      for _ in 0..<times {
        guard adder.add() else { return }
      }
    }
  }
  for thread in team { thread.join() }
}

private final class Adder: Sendable {
  private let counter: Shared<Int>
  private let lock: Lock
  private let left: Shared<Int>

  init(_ counter: Shared<Int>, _ lock: Lock, _ times: Int) {
    self.counter = counter
    self.lock = lock
    left = Shared(times)
  }

  /// Adds 1, and tells whether there is more to add.
  func add() -> Bool {
    lock.lock()
    counter.value += 1
    left.value -= 1
    guard left.value > 0 else { return false }
    lock.unlock()
    return true
  }
}
