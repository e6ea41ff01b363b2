import Foundation

/// What of a submission is graded, exercise by exercise.
struct Choices: Sendable {
  /// One for each exercise that was assigned, in their order.
  let choices: [Choice]
  /// What there is to say, of each exercise and of the whole.
  private(set) var remarks: [Remark]

  /// Chooses.
  ///
  /// - Parameters:
  ///   - assigned: The exercises that were assigned.
  ///   - all: All that the kit has.
  ///   - files: What was handed in.
  ///   - known: The kit's own files of each exercise, by its name.
  ///   - isForMarks: Whether the kit's own solutions are left out.
  init(
    assigned: [KitExercise], all: [KitExercise], files: [HandedFile],
    known: [String: KnownTexts], isForMarks: Bool
  ) {
    choices = assigned.map { exercise in
      Choice(
        of: exercise, among: files, assigned: assigned.count,
        others: all.map(\.name).filter { $0 != exercise.name },
        known: known[exercise.name] ?? KnownTexts(), isForMarks: isForMarks)
    }
    remarks = choices.flatMap(\.remarks)
    let seen = files.filter { $0.kind == .file && !Ignored.contains(path: $0.path) }
    if choices.allSatisfy({ $0.main == nil }), remarks.isEmpty {
      remarks.append(.nothingFound(seen.map(\.path), assigned: assigned.map(\.name)))
    }
    let unread = unread(among: seen, all)
    if !unread.isEmpty { remarks.append(.filesNotRead(unread)) }
  }

  /// Swift files beside those that are graded that nobody reads.
  private func unread(among files: [HandedFile], _ all: [KitExercise]) -> [String] {
    let taken = Set(choices.flatMap { ([$0.main].compactMap(\.self) + $0.helpers).map(\.path) })
    let folders = Set(choices.compactMap { $0.main?.parts.dropLast().joined(separator: "/") })
    return files.filter { file in
      let name = FileName(file.name)
      return name.isSwift && !taken.contains(file.path)
        && folders.contains(file.parts.dropLast().joined(separator: "/"))
        && file.name != "Package.swift" && !all.contains { name.match($0.name) != nil }
    }.map(\.path)
  }

  /// What the choice comes to: it changes with any byte that is graded.
  ///
  /// - Parameter way: The kit, and how it grades.
  func fingerprint(_ way: String) throws -> String {
    let files = try choices.flatMap { choice in
      try ([choice.main].compactMap(\.self) + choice.helpers).map { file in
        ("\(choice.exercise.name)/\(file.name)", try file.contents())
      }
    }
    return Fingerprint.of(
      contents: files, kit: ([way] + choices.map(\.exercise.name)).joined(separator: " "))
  }
}
