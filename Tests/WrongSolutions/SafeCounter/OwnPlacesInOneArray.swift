// Mistake: Each thread writes its own place of one array; the array is one value all the same.
// Diagnosis: dataRace
// Line: sums.parts[index] = times

import ExerciseKit

private final class Sums: @unchecked Sendable {
  var parts: [Int]
  init(count: Int) { parts = Array(repeating: 0, count: count) }
}

/// Counts under a lock, and has a place for each thread in an array.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, sums) = (Lock(), Sums(count: threads))
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      sums.parts[index] = times
    }
  }
  for thread in team { thread.join() }
}
