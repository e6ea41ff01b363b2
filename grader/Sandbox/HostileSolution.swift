import Foundation

/// Code that tries something against whoever runs it, around an honest rest.
struct HostileSolution: Sendable, Equatable {
  let exercise: KitExercise
  let name: String
  let file: URL
  /// What it tries, in the words of its header.
  let tries: String
  /// What no report on it may have, as it would be another file's.
  let untold: [String]

  /// The lines between which the trick is, and not the honest rest.
  private static let (begin, end) = ("// BEGIN TRICK", "// END TRICK")

  /// What a trick prints if it got where it mustn't.
  static let reached = "REACHED "

  /// Those of these names: an exercise's for all of its own, `Exercise/Solution` for one; without names,
  /// all there are.
  ///
  /// - Throws: `UsageError` if there is none of a name; `GraderError` if one doesn't say what it tries.
  static func named(_ names: [String], in kit: Kit) throws -> [HostileSolution] {
    let all = try kit.exercises.flatMap { try Self.all(of: $0, in: kit) }
    for name in names where !all.contains(where: { $0.isMeant(by: name) }) {
      throw UsageError(
        "there is no hostile solution '\(name)'; its file would lie in Tests/HostileSolutions")
    }
    return names.isEmpty ? all : all.filter { one in names.contains { one.isMeant(by: $0) } }
  }

  private func isMeant(by name: String) -> Bool {
    name == exercise.name || name == "\(exercise.name)/\(self.name)"
  }

  private static func all(of exercise: KitExercise, in kit: Kit) throws -> [HostileSolution] {
    let folder = kit.root.appendingPathComponent("Tests/HostileSolutions/\(exercise.name)")
    // Not every exercise has some.
    guard folder.isDirectory else { return [] }
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.map { file in
      let text = try String(contentsOf: file, encoding: .utf8)
      guard let tries = KnownSolution.header("Tries", of: text).first else {
        throw GraderError("\(file.path) must say what it tries in a line '// Tries: ...'")
      }
      return HostileSolution(
        exercise: exercise, name: file.deletingPathExtension().lastPathComponent, file: file,
        tries: tries, untold: KnownSolution.header("Untold", of: text))
    }
  }

  /// A text without the header and what is marked as its trick.
  static func honestRest(of text: String) -> String {
    var (isTrick, lines): (Bool, [Substring]) = (false, [])
    let all = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in all.drop(while: { $0.hasPrefix("// ") && !$0.hasPrefix(begin) }) {
      switch line.drop(while: { $0 == " " }) {
      case begin[...]: isTrick = true
      case end[...]: isTrick = false
      default: if !isTrick { lines.append(line) }
      }
    }
    return lines.joined(separator: "\n")
  }
}
