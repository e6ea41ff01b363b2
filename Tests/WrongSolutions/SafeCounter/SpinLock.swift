// Mistake: A home-made lock asks in an endless loop whether it is free, and keeps a core busy.
// Diagnosis: busyWait
// Line: while !isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged {

import ExerciseKit
import Synchronization

/// Counts with several threads and a lock made of an atomic flag.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let spinLock = SpinLock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        spinLock.lock()
        counter.value += 1
        spinLock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}

private final class SpinLock: Sendable {
  private let isTaken = Atomic(false)

  func lock() {
    while !isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged {
    }
  }

  func unlock() { isTaken.store(false, ordering: .releasing) }
}
