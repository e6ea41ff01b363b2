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
/// so a killed run leaves nothing behind.
public final class MachineLock: Sendable {
  private let descriptor: Int32

  /// Waits until the lock can be had.
  ///
  /// - Throws: `LaunchError` if the file can't be made.
  public init(alone: Bool) throws {
    let path = NSTemporaryDirectory() + "/parallelism-and-concurrency-\(getuid()).lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LaunchError(what: "open \(path)", code: errno) }
    while flock(descriptor, alone ? LOCK_EX : LOCK_SH) != 0 {
      guard errno == EINTR else { throw LaunchError(what: "lock \(path)", code: errno) }
    }
  }

  deinit { close(descriptor) }
}
