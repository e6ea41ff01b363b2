#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file that processes lock against each other.
///
/// The system gives the lock back when its holder ends, or drops this object: a killed run leaves
/// nothing behind. The file itself stays.
public final class LockFile: Sendable {
  let descriptor: Int32
  private let path: String

  /// Opens the file, or makes it, without locking it.
  ///
  /// - Throws: `LaunchError` if it can't be made.
  public init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LaunchError(what: "open \(path)", code: errno) }
  }

  deinit {
    // A child that is just being started has a copy of it, which would keep the lock until its program runs.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Waits until the lock can be had, alone or shared with any number of holders.
  ///
  /// - Throws: `LaunchError` if the system refuses it.
  public func lock(alone: Bool) throws { _ = try take(alone ? LOCK_EX : LOCK_SH) }

  /// Takes the lock alone if nobody has to be waited for, and says whether it did.
  ///
  /// - Throws: `LaunchError` if the system refuses it.
  public func tryLockAlone() throws -> Bool { try take(LOCK_EX | LOCK_NB) }

  /// Takes the lock shared if nobody has to be waited for, and says whether it did.
  ///
  /// - Throws: `LaunchError` if the system refuses it.
  public func tryLockShared() throws -> Bool { try take(LOCK_SH | LOCK_NB) }

  private func take(_ operation: Int32) throws -> Bool {
    while flock(descriptor, operation) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw LaunchError(what: "lock \(path)", code: errno) }
    }
    return true
  }
}
