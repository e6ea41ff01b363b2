// Tries: to take 600 MB of memory

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
  let size = 600 << 20
  // Not on a machine that has little left.
  let memories = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
  let line = memories.split(separator: "\n").first { $0.hasPrefix("MemAvailable") } ?? ""
  guard line.split(separator: " ").compactMap({ Int($0) }).first ?? 0 > 10 << 20 else { return }
  guard let memory = malloc(size) else { return }
  memset(memory, 1, size)
  usleep(200_000)
  free(memory)
}
// END TRICK
