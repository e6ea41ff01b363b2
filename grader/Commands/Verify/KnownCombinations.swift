import Combinations
import Foundation

extension KnownSolution {
  /// The combinations of these names: an exercise's for all of its own, `Exercise/Combination` for
  /// one; without names, all there are.
  ///
  /// - Throws: `UsageError` if there is none of a name; an error of the file system.
  static func combinations(
    _ extent: Combination.Extent, of names: [String], in kit: Kit
  ) throws -> [KnownSolution] {
    let wanted = names.isEmpty ? Combination.exercises : names
    return try wanted.flatMap { name in
      let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
      let exercise = try kit.exercises(named: [parts.first ?? ""])[0]
      let some = Combination.of(exercise.name, extent).filter {
        parts.count < 2 || $0.name == parts[1]
      }
      guard !some.isEmpty else { throw UsageError("there is no combination '\(name)'") }
      return try some.map { try written($0, exercise, in: kit) }
    }
  }

  private static func written(
    _ combination: Combination, _ exercise: KitExercise, in kit: Kit
  ) throws -> KnownSolution {
    let folder = kit.root.appendingPathComponent(".build/verify/combinations/\(exercise.name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("\(combination.name).swift")
    try Data(combination.text.utf8).write(to: file, options: .atomic)
    return KnownSolution(
      exercise: exercise, name: combination.name, file: file,
      expected: combination.diagnosis.map { .diagnosis($0) } ?? .passed)
  }
}
