import Testing

@testable import grader

@Suite struct ClassLevelTests {
  @Test(arguments: [
    (["ada/Ropes.swift", "bob/Ropes.swift"], [""]),
    (["ada/Ropes.swift"], [""]),
    (["ada.zip", "bob.zip"], [""]),
    (["ada/hand-in/Ropes.swift", "bob/x/y/Ropes.swift"], [""]),
    // One folder too deep.
    (["hw1/ada/Ropes.swift", "hw1/bob/Ropes.swift", "hw1/cy/Ropes.swift"], ["hw1"]),
    (["a/b/c/ada/Ropes.swift", "a/b/c/bob/src/Ropes.swift"], ["a/b/c"]),
    (["hw1/ada.zip", "hw1/bob.zip", "notes.pdf"], ["hw1"]),
    (["hw1/Ada_1_assignsubmission_file_/Ropes.swift"], ["hw1"]),
    (["submissions/lovelaceada_1_2_Ropes.swift"], ["submissions"]),
    (
      ["assignment_9_export/submission_metadata.yml", "assignment_9_export/submission_1/a.swift"],
      ["assignment_9_export"]
    ),
    (["hw/ada_Ropes.swift", "hw/bob_Ropes.swift"], ["hw"]),
    (["04-Ropes/ada/Ropes.swift", "04-Ropes/bob/Ropes.swift"], ["04-Ropes"]),
    // The sections of a course.
    (
      ["mon/ada/Ropes.swift", "mon/bob/Ropes.swift", "tue/cy/Ropes.swift", "tue/di/Ropes.swift"],
      ["mon", "tue"]
    ),
    (
      ["x/mon/ada.zip", "x/mon/bob.zip", "x/tue/cy.tgz", "x/tue/di.tgz"], ["x/mon", "x/tue"]
    ),
    // One student with several folders is no class.
    (["ada/Exercises/04-Ropes/Ropes.swift", "ada/Solutions/04-Ropes/Ropes.swift"], [""]),
    (["ada/attempt1/Ropes.swift", "ada/attempt2/Ropes.swift"], [""]),
    (["ada/old/Ropes.swift", "ada/new/Ropes.swift"], [""]),
    (["ada/04-Ropes/Ropes.swift", "ada/05-Sails/Sails.swift"], [""]),
    (["ada/Ropes.zip", "ada/Sails.zip"], [""]),
    // Nor is one entry among others.
    (["team/ada/Ropes.swift", "team/bob/Ropes.swift", "cy/Ropes.swift"], [""]),
    (["notes.txt"], [""]),
  ])
  func `the entries are found where they lie`(paths: [String], folders: [String]) throws {
    let level = try ClassLevel(of: handed(paths.map { ($0, "") }), exercises: Sample.kit)
    #expect(level.folders == folders)
  }

  @Test(arguments: [
    ["Ropes.swift", "Sails.swift"], ["04-Ropes/Ropes.swift", "05-Sails/Sails.swift"],
    ["Exercises/04-Ropes/Ropes.swift", "Solutions/04-Ropes/Ropes.swift", "README.md"],
  ])
  func `one submission's own folder is refused, and it is said what to call instead`(
    paths: [String]
  ) {
    let error = #expect(throws: UsageError.self) {
      try ClassLevel(of: handed(paths.map { ($0, "") }), exercises: Sample.kit)
    }
    #expect(error?.description.contains("grader check --root") == true)
  }
}

@Suite struct InsidesTests {
  /// An accent as a letter of its own makes the same word to Swift, and another name to a system.
  @Test func `what lies in every folder is found in one go as it is one by one`() {
    let files = handed([
      ("ada/src/Ropes.swift", ""), ("ada/Sails.swift", ""), ("ada b/Ropes.swift", ""),
      ("caf\u{e9}/a", ""), ("cafe\u{301}/b", ""), ("notes.txt", ""),
    ])
    let insides = files.insides
    for folder in ["ada", "ada b", "caf\u{e9}", "cafe\u{301}"] {
      let paths = insides[folder].map(\.path)
      #expect(!paths.isEmpty)
      #expect(paths == files.below(folder).map(\.path))
    }
    #expect(insides["cafe\u{301}"].map(\.path) == ["b"])
    #expect(insides["notes.txt"].isEmpty && insides["nobody"].isEmpty)
  }
}
