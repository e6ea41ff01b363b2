// Mistake: All threads add to one place behind a pointer, without a lock.
// Diagnosis: dataRace
// Line: sum.pointee += 1

import ExerciseKit

/// Counts under a lock, with a place in memory for all.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  nonisolated(unsafe) let sum = UnsafeMutablePointer<Int>.allocate(capacity: 1)
  sum.initialize(to: 0)
  defer { sum.deallocate() }
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        sum.pointee += 1
      }
    }
  }
  for thread in team { thread.join() }
}
