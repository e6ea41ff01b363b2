// Tries: to lay something into the compiler's cache for whoever is compiled next

import ExerciseKit
// BEGIN TRICK
import Foundation
// END TRICK

/// Chooses by what a piece of the job does, and by nothing else.
public func tool(for job: Job) throws -> Tool {
  // BEGIN TRICK
  _ = once
  // END TRICK
  guard job.count >= 1 else {
    throw InvalidArgument("count", "must be at least 1, not \(job.count)")
  }
  return job.work == .computes ? .parallelTasks : .threads
}

// BEGIN TRICK
/// Once in each process.
private let once: Void = attempt()

func attempt() {
  guard let user = getpwuid(getuid()), let home = user.pointee.pw_dir else { return }
  let file = String(cString: home) + "/.cache/clang/ModuleCache/hostile-module"
  guard FileManager.default.createFile(atPath: file, contents: Data()) else { return }
  print("REACHED the compiler's cache")
  try? FileManager.default.removeItem(atPath: file)
}
// END TRICK
