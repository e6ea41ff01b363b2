// Mistake: The caller looks at a plain property again and again until a thread has written it.
// Diagnosis: dataRace
// Line: while gate.left > 0 {}

import ExerciseKit

private final class Gate: @unchecked Sendable {
  var left: Int
  init(_ left: Int) { self.left = left }
}

/// Counts under a lock, and waits for a plain number.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, gate) = (Lock(), Gate(threads))
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      lock.withLock { gate.left -= 1 }
    }
  }
  while gate.left > 0 {}
  for thread in team { thread.join() }
}
