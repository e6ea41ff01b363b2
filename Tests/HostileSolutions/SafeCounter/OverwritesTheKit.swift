// Tries: to change what the kit keeps of it in its own memory

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

/// Overwrites what lies below its own frame, where the kit that has called it is.
func attempt() {
  var here = 0
  withUnsafeMutablePointer(to: &here) { place in
    for distance in 200..<1200 { place.advanced(by: distance).pointee = 0x4141_4141 }
  }
}
// END TRICK
