// Tries: to leave another program behind, with nothing in its environment

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

/// A program that nobody would look at; where there is none it goes on as it is.
func attempt() {
  typealias Fork = @convention(c) () -> pid_t
  let fork = unsafeBitCast(dlsym(nil, "fork"), to: Fork.self)
  guard fork() == 0 else { return }
  setsid()
  guard fork() == 0 else { _exit(0) }
  for descriptor in Int32(0)..<64 { close(descriptor) }
  var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("hostile-sleep"), strdup("60"), nil]
  var nothing: [UnsafeMutablePointer<CChar>?] = [nil]
  execve("/bin/sleep", &arguments, &nothing)
  name("hostile-sleep")
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
