// Mistake: The number that is printed was read before, and another thread may have written since then.
// Diagnosis: lostUpdate
// Line: counter.value = old + 1
// Prints: thread 1 read 5

import ExerciseKit

/// Counts with several threads, and prints each number.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let team = (0..<threads).map { number in
    spawn {
      for _ in 0..<times {
        let old = counter.value
        if times < 100 { print("thread \(number) read \(old)") }
        counter.value = old + 1
      }
    }
  }
  for thread in team { thread.join() }
}
