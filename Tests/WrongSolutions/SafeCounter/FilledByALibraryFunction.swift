// Mistake: All threads fill the same note at once, with nothing between them.
// Passes: what a function of a library does with memory behind a pointer isn't looked at

import ExerciseKit
import Foundation

/// Counts under a lock; each thread leaves a note first.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  nonisolated(unsafe) let note = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 8)
  defer { note.deallocate() }
  let team = (0..<threads).map { number in
    spawn {
      memset(note, Int32(number % 100), 64)
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
    }
  }
  for thread in team { thread.join() }
}
