import Foundation

/// A text of the kit's with samples in it, and where it lies.
struct Lesson: Sendable {
  /// The package's folder.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Seen from the package's folder, such as `Exercises/03-ThreadPool/README.md`.
  let path: String
  let text: String

  init(path: String, text: String) {
    (self.path, self.text) = (path, text)
  }

  /// Reads a text.
  ///
  /// - Parameter path: Where it lies, seen from the package's folder.
  init(at path: String) throws {
    let file = Self.package.appendingPathComponent(path)
    self.init(path: path, text: try String(contentsOf: file, encoding: .utf8))
  }

  /// Every lesson, with the texts that all of them share.
  static func all() throws -> [Lesson] {
    let folder = package.appendingPathComponent("Exercises")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (paths ?? []).filter { $0.hasSuffix(".md") }.sorted().map { path in
      try Lesson(at: "Exercises/\(path)")
    }
  }

  /// The texts for those who begin, grade a class or maintain the kit.
  static func papers() throws -> [Lesson] {
    try [
      "README.md", "grader/README.md", "Tests/README.md", "Tests/LEARNING.md", "CONTRIBUTING.md",
    ].map { path in
      try Lesson(at: path)
    }
  }

  /// What stands between two lines of backticks.
  struct Block: Sendable {
    /// The number of the line that opens it.
    let line: Int
    /// What stands behind the backticks, such as `swift runs`.
    let info: String
    let text: String
  }

  /// The fenced blocks, and the lines that are in none of them.
  var parts: (blocks: [Block], prose: [String]) {
    var (blocks, prose) = ([Block](), [String]())
    var open: (line: Int, info: String, lines: [String])?
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if let block = open {
        if line == "```" {
          let text = block.lines.map { $0 + "\n" }.joined()
          blocks.append(Block(line: block.line, info: block.info, text: text))
          open = nil
        } else {
          open?.lines.append(line)
        }
      } else if line.hasPrefix("```") {
        open = (index + 1, String(line.dropFirst(3)), [])
      } else {
        prose.append(line)
      }
    }
    return (blocks, prose)
  }
}
