import Foundation

/// A folder that goes away with its last user, or, if the grader was killed, when the next one begins.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = try RunFolder.url.appendingPathComponent(UUID().uuidString)
    // What is in it is for nobody else: code that is judged, what is found of it, others' code.
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  // Nobody could be told, and the next grader tries again.
  deinit { try? FileManager.default.removeItem(at: url) }
}
