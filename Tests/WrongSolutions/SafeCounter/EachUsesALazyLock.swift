// Mistake: The lock is a lazy property that several threads use first at once: each may get its own.
// Diagnosis: dataRace

import ExerciseKit
import Foundation

private final class Guarded: @unchecked Sendable {
  private let counter: Shared<Int>
  private lazy var lock = NSLock()

  init(_ counter: Shared<Int>) { self.counter = counter }

  func increment() {
    lock.lock()
    counter.value += 1
    lock.unlock()
  }
}

/// Adds 1 to the counter `times` times on each of `threads` threads.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let guarded = Guarded(counter)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times { guarded.increment() }
    }
  }
  for thread in team { thread.join() }
}
