import Foundation
import Judge

/// A folder that goes away with its last user, or, if the grader was killed, when the next one begins.
final class TemporaryFolder: Sendable {
  let url: URL
  /// Held as long as the folder is in use, so that another grader knows.
  private let lock: LockFile

  private static let (prefix, lockName) = ("grader-", ".in-use")

  init() throws {
    Self.clearOnce
    let place = FileManager.default.temporaryDirectory
    let name = UUID().uuidString
    let new = place.appendingPathComponent(".\(Self.prefix)\(name)")
    // What is in it is for nobody else: code that is judged, what is found of it, others' code.
    try FileManager.default.createDirectory(
      at: new, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    lock = try LockFile(path: new.appendingPathComponent(Self.lockName).path)
    try lock.lock(alone: true)
    // Under its own name only when it is in use: another grader takes it for left until then.
    url = place.appendingPathComponent(Self.prefix + name)
    try FileManager.default.moveItem(at: new, to: url)
  }

  // Nobody could be told, and the next grader tries again.
  deinit { try? FileManager.default.removeItem(at: url) }

  private static let clearOnce: Void = clear(FileManager.default.temporaryDirectory)

  /// Removes the folders that graders have left which were killed.
  static func clear(_ place: URL) {
    // What can't be read or removed is another user's.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let folder = place.appendingPathComponent(name)
      let file = folder.appendingPathComponent(lockName).path
      guard FileManager.default.fileExists(atPath: file),
        let lock = try? LockFile(path: file), (try? lock.tryLockAlone()) == true
      else { continue }
      try? FileManager.default.removeItem(at: folder)
    }
  }
}
