import Foundation

/// An exercise of the kit: all that the grader knows of it follows from its folder's name.
struct KitExercise: Sendable, Equatable {
  /// The number that says its place in the teaching order, such as `04`.
  let number: String
  /// The module's name.
  let name: String
  /// The kit's own program that calls it.
  let adapter: URL

  /// Those of a kit, in teaching order.
  static func all(in root: URL) throws -> [KitExercise] {
    let folder = root.appendingPathComponent("Exercises")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .compactMap { KitExercise(folder: $0, root: root) }
  }

  /// Reads the folder's name, such as `04-URLDownloader`; nil if it is no exercise's.
  init?(folder: String, root: URL) {
    let parts = folder.split(separator: "-", maxSplits: 1)
    guard parts.count == 2, parts[0].allSatisfy(\.isNumber) else { return nil }
    number = String(parts[0])
    name = String(parts[1])
    adapter = root.appendingPathComponent("Sources/Subject/\(name)/main.swift")
    guard FileManager.default.fileExists(atPath: adapter.path) else { return nil }
  }

  /// The exercise's own folder, as a submission or a solution may have it.
  var folder: String { "\(number)-\(name)" }

  /// The file that a student edits, seen from the kit's folder.
  var stub: String { "Exercises/\(folder)/\(name).swift" }

  /// The text that teaches it, and sets the task.
  var lesson: String { "Exercises/\(folder)/README.md" }

  /// The kit's own solution.
  var solution: String { "Solutions/\(folder)/\(name).swift" }

  /// The suite of its checks.
  var suite: String { "\(name)Tests" }

  /// The program that student code runs in.
  var subject: String { "\(name)Subject" }

  /// What the module has to declare.
  var signature: Signature {
    get throws { Signature(adapter: try String(contentsOf: adapter, encoding: .utf8)) }
  }

  /// Whether it is one of tasks, not of threads.
  var isOfTasks: Bool {
    get throws { try String(contentsOf: adapter, encoding: .utf8).contains("serveTasks") }
  }
}
