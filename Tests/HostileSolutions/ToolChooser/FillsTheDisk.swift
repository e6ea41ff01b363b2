// Tries: to write 80 MB into the current folder

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

/// The file has no name any more when it is written, so nothing of it stays.
func attempt() {
  for folder in [FileManager.default.currentDirectoryPath, NSTemporaryDirectory()] {
    let path = "\(folder)/hostile-fill-\(getpid())"
    let file = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else { continue }
    unlink(path)
    let piece = [UInt8](repeating: 7, count: 1 << 20)
    var pieces = 0
    signal(SIGXFSZ, SIG_IGN)
    while pieces < 80, write(file, piece, piece.count) == piece.count { pieces += 1 }
    if pieces >= 80 { print("REACHED \(pieces) MB of disk") }
    close(file)
  }
}
// END TRICK
