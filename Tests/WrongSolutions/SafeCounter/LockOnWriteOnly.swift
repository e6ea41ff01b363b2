// Mistake: Only the write is under the lock; the value that it depends on is read before.
// Diagnosis: lostUpdate

import ExerciseKit

/// Adds 1 to the counter `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  if threads < 1 { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  if times < 0 { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let lock = Lock()
  let workers = (1...threads).map { _ in
    spawn {
      for _ in 0..<times {
        let next = counter.value + 1
        lock.lock()
        counter.value = next
        lock.unlock()
      }
    }
  }
  workers.forEach { $0.join() }
}
