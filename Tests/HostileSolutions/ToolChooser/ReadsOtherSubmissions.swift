// Tries: to read what lies beside its own file

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
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  for name in names where name.hasSuffix(".swift") && !#filePath.hasSuffix(name) {
    if (try? Data(contentsOf: folder.appendingPathComponent(name))) != nil {
      print("REACHED a neighbour's file")
    }
  }
}
// END TRICK
