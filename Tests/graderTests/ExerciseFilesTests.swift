import Foundation
import Testing

@testable import grader

@Suite struct ExerciseFilesTests {
  @Test(arguments: [
    "Ropes.swift", "hand-in/Ropes.swift", "a/b c/d/Ropes.swift", "Ropes/Ropes.swift",
    "04-Ropes/Ropes.swift", "Exercises/04-Ropes/Ropes.swift", "Solutions/04-Ropes/Ropes.swift",
  ])
  func `the file is found wherever it lies`(path: String) throws {
    let found = try #require(try find(in: [path, "README.md", "x/Mills.swift"]))
    #expect(found.files == [path])
    #expect(found.remark == nil)
  }

  @Test(arguments: [
    [], ["README.md"], ["ropes.swift"], ["Ropes.txt"], ["Ropes"], ["MyRopes.swift"],
    ["Ropes/main.swift"],
  ])
  func `without a file of the exercise's name there is nothing`(paths: [String]) throws {
    #expect(try find(in: paths) == nil)
  }

  @Test func `a folder that isn't there has nothing`() throws {
    let none = URL(fileURLWithPath: "/no/such/folder")
    #expect(try ExerciseFiles(of: exercise("04-Ropes"), below: none) == nil)
  }

  @Test(arguments: ["Ropes", "04-Ropes", "Exercises/04-Ropes", "a/Ropes"])
  func `other Swift files in the exercise's own folder belong to it`(folder: String) throws {
    let paths = ["Ropes.swift", "B.swift", "A.swift", "notes.md", "deeper/C.swift"]
    let found = try #require(try find(in: paths.map { "\(folder)/\($0)" }))
    #expect(found.files == ["Ropes.swift", "A.swift", "B.swift"].map { "\(folder)/\($0)" })
    #expect(found.remark == nil)
  }

  @Test(arguments: ["", "hand-in/", "05-Ropes/", "Exercises/"])
  func `other Swift files in any other folder don't`(folder: String) throws {
    let found = try #require(try find(in: ["\(folder)Ropes.swift", "\(folder)Mills.swift"]))
    #expect(found.files == ["\(folder)Ropes.swift"])
  }

  @Test(arguments: [
    // In the exercise's own folder below Exercises, however deep.
    (["my/kit/Exercises/04-Ropes/Ropes.swift", "Ropes.swift"], 0),
    (["kit/Exercises/04-Ropes/Ropes.swift", "04-Ropes/Ropes.swift"], 0),
    (["Exercises/04-Ropes/Ropes.swift", "Solutions/04-Ropes/Ropes.swift"], 0),
    (["Exercises/Ropes/Ropes.swift", "Ropes/Ropes.swift"], 0),
    // Then in a folder of its own.
    (["a/04-Ropes/Ropes.swift", "Ropes.swift"], 0),
    (["a/b/Ropes/Ropes.swift", "Exercises/Ropes.swift"], 0),
    // The solutions that a kit brings are no student's.
    (["hand-in/Ropes.swift", "Solutions/04-Ropes/Ropes.swift"], 0),
    (["a/b/04-Ropes/Ropes.swift", "Solutions/04-Ropes/Ropes.swift"], 0),
    // Then the highest, then the first by its path.
    (["b/Ropes.swift", "a/b/Ropes.swift"], 0),
    (["Ropes.swift", "a/Ropes.swift"], 0),
    (["a/Ropes.swift", "b/Ropes.swift"], 0),
  ])
  func `of several files the likeliest is taken, and the report says so`(
    paths: [String], index: Int
  ) throws {
    let found = try #require(try find(in: paths))
    #expect(found.files.first == paths[index])
    #expect(found.remark == "2 files are named Ropes.swift; \(paths[index]) was taken")
  }

  @Test func `the remark counts all the files of the name`() throws {
    let found = try #require(try find(in: ["a/Ropes.swift", "b/Ropes.swift", "c/Ropes.swift"]))
    #expect(found.remark == "3 files are named Ropes.swift; a/Ropes.swift was taken")
  }

  @Test(arguments: [
    ".build/Ropes.swift", ".git/Ropes.swift", ".hidden/a/Ropes.swift", "build/Ropes.swift",
    "node_modules/x/Ropes.swift", "a/.build/checkouts/Ropes.swift", "__MACOSX/._Ropes.swift",
    ".Ropes.swift",
  ])
  func `what tools build and what is hidden is skipped`(path: String) throws {
    #expect(try find(in: [path]) == nil)
    let found = try #require(try find(in: [path, "z/Ropes.swift"]))
    #expect(found.files == ["z/Ropes.swift"])
    #expect(found.remark == nil)
  }

  @Test func `symbolic links are not followed, to files or to folders`() throws {
    try withFolder(["Ropes/Ropes.swift": "", "Ropes/Extra.swift": ""]) { outside in
      try withFolder(["z/Ropes/Mine.swift": ""]) { root in
        let files = FileManager.default
        try files.createSymbolicLink(
          at: root.appendingPathComponent("a"), withDestinationURL: outside)
        try files.createSymbolicLink(
          at: root.appendingPathComponent("Ropes.swift"),
          withDestinationURL: outside.appendingPathComponent("Ropes/Ropes.swift"))
        #expect(try ExerciseFiles(of: exercise("04-Ropes"), below: root) == nil)

        try write("", to: "z/Ropes/Ropes.swift", in: root)
        try files.createSymbolicLink(
          at: root.appendingPathComponent("z/Ropes/Extra.swift"),
          withDestinationURL: outside.appendingPathComponent("Ropes/Extra.swift"))
        let found = try #require(try ExerciseFiles(of: exercise("04-Ropes"), below: root))
        #expect(found.files.map(\.lastPathComponent) == ["Ropes.swift", "Mine.swift"])
        #expect(found.remark == nil)
      }
    }
  }

  @Test func `the exercise's own folder may itself be what is looked through`() throws {
    try withFolder(["04-Ropes/Ropes.swift": "", "04-Ropes/Extra.swift": ""]) { folder in
      let root = folder.appendingPathComponent("04-Ropes")
      let found = try #require(try ExerciseFiles(of: exercise("04-Ropes"), below: root))
      #expect(found.files.map(\.lastPathComponent) == ["Ropes.swift", "Extra.swift"])
    }
  }

  @Test func `a single file stands for itself`() {
    let file = URL(fileURLWithPath: "/bank/Ropes/TwoLocks.swift")
    let files = ExerciseFiles(file: file)
    #expect(files.files == [file])
    #expect(files.main == file)
    #expect(files.remark == nil)
  }

  /// What is found of the exercise 04-Ropes among these files, with paths seen from their root.
  private func find(in paths: [String]) throws -> (files: [String], remark: String?)? {
    let texts = Dictionary(uniqueKeysWithValues: paths.map { ($0, "") })
    return try withFolder(texts) { root in
      let start = root.standardizedFileURL.path + "/"
      return try ExerciseFiles(of: exercise("04-Ropes"), below: root).map { found in
        let names = found.files.map { $0.standardizedFileURL.path.replacing(start, with: "") }
        return (names, found.remark)
      }
    }
  }
}
