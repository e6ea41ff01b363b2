// Mistake: Each thread writes its own key of one dictionary, without a lock; the dictionary is one all the same.
// Diagnosis: dataRace
// Line: book.rounds[index] = times

import ExerciseKit

private final class Book: @unchecked Sendable {
  var rounds: [Int: Int] = [:]
}

/// Counts under a lock, and keeps a book.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, book) = (Lock(), Book())
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      book.rounds[index] = times
    }
  }
  for thread in team { thread.join() }
}
