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
  /// - Parameters:
  ///   - alone: Whether nobody else may have it meanwhile.
  ///   - politeness: See `MachineLock.politeness`.
  ///   - waiting: Called if it can't be had at once by one who shares it.
  /// - Throws: `LaunchError` if the files can't be made.
  public init(
    alone: Bool, politeness: Duration = MachineLock.politeness, waiting: () -> Void = {}
  ) throws {
    file = try Self.file("")
    let gate = try Self.file("-gate")
    if !alone {
      // Whoever shares it passes the gate as well, which one who waits for long has shut.
      if try gate.tryLockAlone(), try file.tryLockShared() { return }
      waiting()
    }
    let deadline = ContinuousClock.now + politeness
    while alone, ContinuousClock.now < deadline {
      if try file.tryLockAlone() { return }
      usleep(50_000)
    }
    try gate.lock(alone: true)
    defer { withExtendedLifetime(gate) {} }
    try file.lock(alone: alone)
  }

  private static func file(_ suffix: String) throws -> LockFile {
    try LockFile(
      path: NSTemporaryDirectory() + "/parallelism-and-concurrency-\(getuid())\(suffix).lock")
  }
}
