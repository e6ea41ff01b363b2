import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Keeps timed checks alone on the machine: everything else of the kit shares the lock, a timed
/// check has it to itself.
///
/// It is a lock on a file in the temporary directory, which the system drops when its holder ends,
/// so a killed run leaves nothing behind. A second file is the gate to it: whoever comes passes it
/// on the way, so one who has waited for long can shut it until the others are through.
public final class MachineLock: Sendable {
  private let file: LockFile

  /// For how long a timed check waits for a moment when nothing else runs.
  ///
  /// Then it has everything that would begin wait for it; to do so at once would leave cores idle
  /// for every timed check.
  public static let politeness = Duration.seconds(30)

  /// Waits until the lock can be had.
  ///
  /// - Throws: `LaunchError` if the files can't be made.
  public init(alone: Bool, politeness: Duration = MachineLock.politeness) throws {
    file = try LockFile("")
    let gate = try LockFile("-gate")
    let deadline = ContinuousClock.now + politeness
    while alone, ContinuousClock.now < deadline {
      if try file.lock(LOCK_EX | LOCK_NB) { return }
      usleep(50_000)
    }
    _ = try gate.lock(LOCK_EX)
    defer { withExtendedLifetime(gate) {} }
    _ = try file.lock(alone ? LOCK_EX : LOCK_SH)
  }
}

/// A file whose lock is given back when the file is closed.
private final class LockFile: Sendable {
  private let descriptor: Int32
  private let path: String

  init(_ suffix: String) throws {
    path = NSTemporaryDirectory() + "/parallelism-and-concurrency-\(getuid())\(suffix).lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LaunchError(what: "open \(path)", code: errno) }
  }

  deinit { close(descriptor) }

  /// Locks the file; false if that isn't to be waited for, and another holds it.
  func lock(_ way: Int32) throws -> Bool {
    while flock(descriptor, way) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw LaunchError(what: "lock \(path)", code: errno) }
    }
    return true
  }
}
