// Mistake: Each thread appends its number to one array, without a lock.
// Diagnosis: dataRace
// Line: list.done.append(index)

import ExerciseKit

private final class List: @unchecked Sendable {
  var done: [Int] = []
}

/// Counts under a lock, and lists who has done so.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, list) = (Lock(), List())
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      list.done.append(index)
    }
  }
  for thread in team { thread.join() }
}
