// Mistake: The only permit is taken to read, given back, and taken again to write.
// Diagnosis: checkThenAct
// Line: counter.value = sum
// Line: var sum = counter.value

import ExerciseKit

/// Counts with several threads and one permit.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let permit = CountingSemaphore(value: 1)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        permit.wait()
        var sum = counter.value
        permit.signal()
        sum += 1
        permit.wait()
        counter.value = sum
        permit.signal()
      }
    }
  }
  for thread in team { thread.join() }
}
