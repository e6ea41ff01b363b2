// Mistake: Every thread makes a lock of its own, so the locks keep nobody out.
// Diagnosis: lostUpdate

import ExerciseKit

private struct Adder: Sendable {
  let counter: Shared<Int>
  let lock = Lock()

  func add(_ times: Int) {
    for _ in 0..<times {
      lock.withLock { counter.value += 1 }
    }
  }
}

/// Adds 1 to the counter `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  var running: [SpawnedThread] = []
  for _ in 0..<threads {
    running.append(spawn { Adder(counter: counter).add(times) })
  }
  for thread in running { thread.join() }
}
