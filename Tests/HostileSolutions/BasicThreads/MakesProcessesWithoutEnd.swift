// Tries: to start 2,500 processes that sleep, more than a subject may have

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
  typealias Fork = @convention(c) () -> pid_t
  let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
  for _ in 0..<2500 {
    guard isRoom() else { return }
    let child = fork()
    guard child >= 0 else { return }
    if child == 0 {
      sleep(20)
      _exit(0)
    }
  }
  print("REACHED 2,500 processes")
}

/// Whether the machine has room for more: all that sleep there are counted.
func isRoom() -> Bool {
  let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
  let tasks = load.split(separator: " ").dropFirst(3).first?.split(separator: "/").last ?? ""
  return Int(tasks) ?? 0 < 8000
}
// END TRICK
