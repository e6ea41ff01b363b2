// Tries: to start 3,000 threads that sleep, where 2,000 are allowed

import ExerciseKit
// BEGIN TRICK
import Foundation
// END TRICK

/// Runs all tasks at the same time, each on a thread of its own.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  // BEGIN TRICK
  _ = once
  // END TRICK
  let threads = tasks.map { spawn($0) }
  for thread in threads { thread.join() }
}

// BEGIN TRICK
/// Once in each process.
private let once: Void = attempt()

func attempt() {
  for _ in 0..<3000 where isRoom() { _ = spawn { sleep(5) } }
}

/// Whether the machine has room for more: all that sleep there are counted.
func isRoom() -> Bool {
  let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
  let tasks = load.split(separator: " ").dropFirst(3).first?.split(separator: "/").last ?? ""
  return Int(tasks) ?? 0 < 8000
}
// END TRICK
