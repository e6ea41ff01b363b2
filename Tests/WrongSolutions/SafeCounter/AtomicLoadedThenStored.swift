// Mistake: A lock of one's own looks whether it is free, and takes it in a second step.
// Diagnosis: lostUpdate
// Line: counter.value += 1

import ExerciseKit
import Synchronization

private final class Door: Sendable {
  let isTaken = Atomic(false)

  func lock() {
    while isTaken.load(ordering: .acquiring) {}
    isTaken.store(true, ordering: .releasing)
  }

  func unlock() { isTaken.store(false, ordering: .releasing) }
}

/// Counts under a lock made of an atomic flag.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let door = Door()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        door.lock()
        counter.value += 1
        door.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}
