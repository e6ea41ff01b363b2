import Foundation
import Judge

/// Where this run of the grader has its temporary files.
///
/// A run that is killed can't clear up, so the next one does it: beside each folder lies a file that its
/// run holds locked, and the system gives the lock back at any end.
enum RunFolder {
  private static let start = "grader-run-"
  private static let ending = ".lock"

  private struct Place: Sendable {
    let url: URL
    let lock: LockFile
  }

  private static let made = Result { try make() }

  /// The folder, which is made when it is first asked for.
  static var url: URL { get throws { try made.get().url } }

  private static func make() throws -> Place {
    let folder = FileManager.default.temporaryDirectory
    sweep(folder)
    while true {
      let url = folder.appendingPathComponent("\(start)\(UUID().uuidString)")
      let path = url.path + ending
      let lock = try LockFile(path: path)
      // Another run that sweeps just now may have had the lock and taken its file away.
      guard try lock.tryLockAlone(), FileManager.default.fileExists(atPath: path) else { continue }
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      return Place(url: url, lock: lock)
    }
  }

  /// Removes what runs have left that are no more.
  ///
  /// - Parameter folder: Where the folders of runs lie.
  static func sweep(_ folder: URL) {
    // What can't be seen or removed is another user's, or another run is at it.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix(start) && name.hasSuffix(ending) {
      let file = folder.appendingPathComponent(name)
      guard let lock = try? LockFile(path: file.path), (try? lock.tryLockAlone()) == true else {
        continue
      }
      let left = file.path.trimmed(suffix: ending)
      try? FileManager.default.removeItem(atPath: left)
      // What the killed run had started may still write there; then the next run tries again.
      guard !FileManager.default.fileExists(atPath: left) else { continue }
      try? FileManager.default.removeItem(at: file)
    }
  }

  /// Removes this run's own folder, at its regular end.
  static func remove() {
    guard case .success(let place) = made else { return }
    // Whatever is left is for the next run to remove.
    try? FileManager.default.removeItem(at: place.url)
    try? FileManager.default.removeItem(atPath: place.url.path + ending)
  }
}
