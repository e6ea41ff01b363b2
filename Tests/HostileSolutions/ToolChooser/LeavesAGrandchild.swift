// Tries: to leave a process behind that is in a session of its own and nobody's child

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
  typealias Fork = @convention(c) () -> pid_t
  let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
  guard fork() == 0 else { return }
  setsid()
  guard fork() == 0 else { _exit(0) }
  name("hostile-grandch")
  for descriptor in Int32(0)..<64 { close(descriptor) }
  for number in 1..<32 { signal(Int32(number), SIG_IGN) }
  sleep(60)
  _exit(0)
}

/// Gives the process a name, as the system shows it.
func name(_ name: String) {
  let file = open("/proc/self/comm", O_WRONLY)
  _ = write(file, name, name.utf8.count)
  close(file)
}
// END TRICK
