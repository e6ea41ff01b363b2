// Tries: to use all the processor that there is for 40 seconds

import ExerciseKit
// BEGIN TRICK
import Foundation
// END TRICK

/// Counts with several threads, and without a lock.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  // BEGIN TRICK
  _ = once
  // END TRICK
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times { counter.value += 1 }
    }
  }
  for thread in team { thread.join() }
}

// BEGIN TRICK
/// Once in each process.
private let once: Void = attempt()

func attempt() {
  for _ in 0..<8 {
    Thread.detachNewThread {
      let end = Date(timeIntervalSinceNow: 40)
      while Date() < end {}
    }
  }
  let end = Date(timeIntervalSinceNow: 40)
  while Date() < end {}
}
// END TRICK
