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
    let parts = try parts(of: names, in: kit)
    let exercises =
      try kit.exercises(named: parts.map { $0[0] })
      .filter { Combination.exercises.contains($0.name) }
    let known = exercises.flatMap { exercise in
      Combination.of(exercise.name, extent).map { (exercise: exercise, combination: $0) }
    }
    let isWanted = { (part: [String], exercise: KitExercise, combination: Combination) in
      part.first == exercise.name && (part.count == 1 || part[1] == combination.name)
    }
    for (name, part) in zip(names, parts) where !known.contains(where: { isWanted(part, $0, $1) }) {
      throw UsageError("there is no combination '\(name)'")
    }
    return try known.filter { one in
      names.isEmpty || parts.contains { isWanted($0, one.exercise, one.combination) }
    }.map { try written($0.combination, $0.exercise, in: kit) }
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
