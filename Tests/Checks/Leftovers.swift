import Foundation
import Judge
import ThreadActivity

/// Tells, when the test bundle ends, what all checks together have left behind.
///
/// Only if the environment names a file for it: a line with the processes, file descriptors and
/// threads that are there beyond those at the beginning.
enum Leftovers {
  /// Counts what is there at the beginning; further calls do nothing.
  static func watch() { _ = isWatching }

  private static let before = (
    descriptors: Family.descriptors(of: getpid()), threads: Activity.ownThreads
  )

  private static let isWatching: Bool = {
    guard SuiteVariable.isSet(SuiteVariable.leftovers) else { return false }
    _ = before
    atexit {
      let path = ProcessInfo.processInfo.environment[SuiteVariable.leftovers] ?? ""
      let processes = Family.members(of: getpid()).count
      let descriptors = Family.descriptors(of: getpid()) - Leftovers.before.descriptors
      let threads = Activity.ownThreads - Leftovers.before.threads
      let line = "processes \(processes), descriptors \(descriptors), threads \(threads)\n"
      try? Data(line.utf8).write(to: URL(fileURLWithPath: path))
    }
    return true
  }()
}
