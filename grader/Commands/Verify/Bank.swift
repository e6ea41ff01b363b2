import Foundation

/// A solution whose verdict is known, with which the kit is proved.
struct KnownSolution: Sendable, Equatable {
  let exercise: KitExercise
  let name: String
  let file: URL
  let expected: Ending
  /// The lines of the file of which the message must point at one, without blanks around them; none if
  /// it needn't point at a line.
  var lines: [String] = []
  /// The lines that it prints and that the report must tell.
  var prints: [String] = []

  /// How much of the points it may earn, in percent; nil if nothing is said.
  var most: Int?

  /// The solutions of these names: an exercise's for all of its own, `Exercise/Solution` for one;
  /// without names, all there are.
  ///
  /// - Throws: `UsageError` if there is none of a name; what `all(of:in:)` throws.
  static func named(_ names: [String], in kit: Kit) throws -> [KnownSolution] {
    let parts = try parts(of: names, in: kit)
    let exercises = try kit.exercises(named: parts.map { $0[0] })
    let known = try exercises.flatMap { try all(of: $0, in: kit) }
    guard !names.isEmpty else { return known }
    let wanted = parts.map { name in
      known.filter { $0.exercise.name == name.first && (name.count == 1 || $0.name == name[1]) }
    }
    if let index = wanted.firstIndex(where: \.isEmpty) {
      throw UsageError(
        "there is no solution '\(names[index])'; its file would lie in Tests/RightSolutions or "
          + "Tests/WrongSolutions")
    }
    return known.filter { one in wanted.contains { $0.contains(one) } }
  }

  /// Each name as that of an exercise and, if there is one, of a solution behind it.
  static func parts(of names: [String], in kit: Kit) throws(UsageError) -> [[String]] {
    var parts: [[String]] = []
    for name in names {
      let words = name.split(separator: "/", maxSplits: 1).map(String.init)
      parts.append([try kit.exercise(named: words.first ?? "").name] + words.dropFirst())
    }
    return parts
  }

  /// All that the kit knows of an exercise: its stub, its solution, and both banks.
  ///
  /// - Throws: `GraderError` if a wrong solution says neither which diagnosis it gets nor why it passes.
  static func all(of exercise: KitExercise, in kit: Kit) throws -> [KnownSolution] {
    let solution = kit.root.appendingPathComponent(exercise.solution)
    let stub = kit.root.appendingPathComponent(exercise.stub)
    let right = try files(in: "Tests/RightSolutions/\(exercise.name)", of: kit)
    let wrong = try files(in: "Tests/WrongSolutions/\(exercise.name)", of: kit)
    return [
      KnownSolution(exercise: exercise, name: "(stub)", file: stub, expected: .notStarted),
      KnownSolution(exercise: exercise, name: "(solution)", file: solution, expected: .passed),
    ]
      + right.map {
        KnownSolution(exercise: exercise, name: name(of: $0), file: $0, expected: .passed)
      }
      + (try wrong.map { file in
        let text = try String(contentsOf: file, encoding: .utf8)
        return KnownSolution(
          exercise: exercise, name: name(of: file), file: file,
          expected: try wrongEnding(of: text, in: file),
          lines: header("Line", of: text), prints: header("Prints", of: text),
          most: header("Earns", of: text).first.flatMap(percent))
      })
  }

  /// What must come of a wrong solution: its diagnosis, or nothing if it says why none is found.
  private static func wrongEnding(of text: String, in file: URL) throws -> Ending {
    let diagnosis = header("Diagnosis", of: text).first
    switch (diagnosis, header("Passes", of: text).first) {
    case (let diagnosis?, nil): return .diagnosis(diagnosis)
    case (nil, .some): return .passed
    case (nil, nil), (.some, .some):
      throw GraderError(
        "\(file.path) must say in its header either which diagnosis it gets, in a line "
          + "'// Diagnosis: name', or why it passes, in a line '// Passes: reason'")
    }
  }

  /// What is behind each `// Field: ` in the comment that a file begins with.
  static func header(_ field: String, of text: String) -> [String] {
    let start = "// \(field): "
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("//") }
      .filter { $0.hasPrefix(start) && $0.count > start.count }
      .map { String($0.dropFirst(start.count)) }
  }

  /// The number in a text such as `at most 20%`; nil if it is another.
  private static func percent(_ text: String) -> Int? {
    text.wholeMatch(of: /at most (\d{1,3})%/).flatMap { Int($0.1) }
  }

  private static func name(of file: URL) -> String {
    file.deletingPathExtension().lastPathComponent
  }

  private static func files(in folder: String, of kit: Kit) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: kit.root.appendingPathComponent(folder), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
  }
}
