import Foundation
import Testing

@testable import grader

@Suite struct SwiftTextTests {
  @Test func `comments and white space make no difference outside of strings`() {
    let plain = SwiftText("let a = \"x  // y\"\nlet b = 2\n")
    #expect(SwiftText("/* a /* b */ c */let a=\"x  // y\" // z\n\n  let b\t= 2").code == plain.code)
    #expect(SwiftText("let a = \"x // y\"\nlet b = 2\n").code != plain.code)
    #expect(SwiftText("let a = \"\"\"\n  \"q\" // y\n\"\"\"").code.contains("// y"))
    #expect(SwiftText("let a = \"never closed\n// gone\n").code == "leta=\"never closed\n")
  }

  @Test(arguments: [
    "@main struct M { static func main() {} }", "func f() {}\ntry f()\n", "print(\"a\")\n",
    "func f() {\n}\nfor i in 1...3 { f() }", "import A\n\nRunLoop.main.run()\n",
  ])
  func `a program's beginning is seen`(text: String) { #expect(SwiftText(text).isProgram) }

  @Test(arguments: [
    "import A\n\n// @main\npublic func f(\n  _ a: Int,\n  b: Int = 3\n) throws -> [Int] {\n  try g()\n  for x in y {}\n}",
    "let a = [\n  f(1),\n]\nlet b =\n  f(2)\n",
    "#if os(Linux)\n  import Glibc\n#endif\nprivate let a = \"print(1)\"",
    "extension A {\n  func b() {}\n}\n\nactor C {}\n", "",
  ])
  func `declarations are none`(text: String) { #expect(!SwiftText(text).isProgram) }

  @Test func `no stub, solution or right solution of the kit is taken for a program`() throws {
    for folder in ["Exercises", "Solutions", "Tests/RightSolutions"] {
      let files = try FolderListing(of: package.appendingPathComponent(folder)).files
        .filter { $0.name.hasSuffix(".swift") }
      #expect(files.count >= 10)
      for file in files { #expect(!SwiftText(try file.contents()).isProgram, "\(file.path)") }
    }
  }
}

@Suite struct ChoiceTests {
  private func choose(
    _ files: [(path: String, text: String)], assigned: Int = 3, isForMarks: Bool = true
  ) throws -> Choice {
    Choice(
      of: try Sample.ropes, among: handed(files), assigned: assigned, known: Sample.known,
      isForMarks: isForMarks)
  }

  @Test(arguments: [
    "Ropes.swift", "hand-in/Ropes.swift", "a/b c/d/Ropes.swift", "Ropes/Ropes.swift",
    "04-Ropes/Ropes.swift", "Exercises/04-Ropes/Ropes.swift", "Solutions/04-Ropes/Ropes.swift",
  ])
  func `the file is found wherever it lies, and there is nothing to say`(path: String) throws {
    let choice = try choose([(path, code(1)), ("README.md", ""), ("x/Sails.swift", code(2))])
    #expect(choice.main?.path == path)
    #expect(choice.remarks.isEmpty)
  }

  @Test(arguments: [
    "Ropes.txt", "Ropes", "MyRopes.swift", "Ropes/main.swift", ".build/Ropes.swift",
  ])
  func `another file is none`(path: String) throws {
    #expect(try choose([(path, code(1)), ("x.swift", code(2))]).main == nil)
  }

  @Test func `a link or a folder of the name is none`() throws {
    var link = HandedFile(path: "Ropes.swift")
    link.kind = .link
    let files = [link, HandedFile(path: "a/Ropes.swift", kind: .folder)]
    let choice = Choice(
      of: try Sample.ropes, among: files, assigned: 3, known: Sample.known, isForMarks: true)
    #expect(choice.main == nil)
  }

  @Test(arguments: [
    // A changed file goes before an untouched one, wherever they lie.
    (
      ["x/y/Ropes.swift": 1, "Exercises/04-Ropes/Ropes.swift": 0], "x/y/Ropes.swift",
      Remark.Kind.changedBeforeUntouched
    ),
    (
      ["ropes.swift": 1, "Exercises/04-Ropes/Ropes.swift": 0], "ropes.swift",
      .changedBeforeUntouched
    ),
    // The name goes before one that is nearly so.
    (["Ropes.swift": 1, "Ropse.swift": 2], "Ropes.swift", .severalFiles),
    (["a/ropes.swift": 1, "Ropse.swift": 2], "a/ropes.swift", .severalFiles),
    // The newest attempt, by the file's name or the folder's.
    (["Ropes.swift": 1, "Ropes (1).swift": 2], "Ropes (1).swift", .newestAttempt),
    (
      ["Ropes-1.swift": 1, "Ropes-10.swift": 2, "Ropes-2.swift": 3], "Ropes-10.swift",
      .newestAttempt
    ),
    (
      ["attempt 1/Ropes.swift": 1, "attempt 2/Ropes.swift": 2], "attempt 2/Ropes.swift",
      .newestAttempt
    ),
    (["v1/04-Ropes/Ropes.swift": 1, "v2/Ropes.swift": 2], "v2/Ropes.swift", .newestAttempt),
    // The place.
    (
      ["my/Exercises/04-Ropes/Ropes.swift": 1, "Ropes.swift": 2],
      "my/Exercises/04-Ropes/Ropes.swift", .severalFiles
    ),
    (
      ["a/b/Ropes/Ropes.swift": 1, "Exercises/Ropes.swift": 2], "a/b/Ropes/Ropes.swift",
      .severalFiles
    ),
    (["x/Ropes.swift": 1, "Solutions/04-Ropes/Ropes.swift": 2], "x/Ropes.swift", .severalFiles),
    (["b/Ropes.swift": 1, "a/b/Ropes.swift": 2], "b/Ropes.swift", .severalFiles),
    (["a/Ropes.swift": 1, "a/sub/Ropes.swift": 2], "a/Ropes.swift", .severalFiles),
  ])
  func `of several files one is taken by the rule, which is told`(
    files: [String: Int], expected: String, kind: Remark.Kind
  ) throws {
    let texts = files.map { ($0.key, $0.value == 0 ? Sample.stub : code($0.value)) }
    let choice = try choose(texts)
    #expect(choice.main?.path == expected)
    #expect(choice.remarks.contains { $0.kind == kind && $0.exercise == "Ropes" })
    #expect(choice.remarks.allSatisfy { $0.text.contains(expected) })
  }

  @Test func `the learning system's number of an upload tells attempts of one name apart`() throws {
    var files = handed([("Ropes.swift", code(1)), ("Ropes.swift", code(2))])
    (files[0].order, files[1].order) = (5002, 5001)
    let choice = Choice(
      of: try Sample.ropes, among: files, assigned: 3, known: Sample.known, isForMarks: true)
    #expect(try choice.main?.contents() == Data(code(1).utf8))
    #expect(choice.remarks.map(\.kind) == [.newestAttempt])
  }

  @Test func `copies that are the same leave nothing to choose`() throws {
    let choice = try choose([("Ropes.swift", code(1)), ("a/Ropes.swift", code(1) + "// mine\n")])
    #expect(choice.main?.path == "Ropes.swift")
    #expect(choice.remarks.isEmpty)
  }

  @Test(arguments: ["ropes.swift", "Ropes.swift.txt", "Ropes (2).swift", "Ropse.swift"])
  func `a file nearly called so is taken if it is the only one, and told`(path: String) throws {
    let choice = try choose([(path, code(1))])
    #expect(choice.main?.path == path)
    #expect(choice.remarks.map(\.kind) == [.nearlyNamed])
  }

  @Test func `of files that are mistyped differently none is taken`() throws {
    let choice = try choose([("Ropse.swift", code(1)), ("Rope.swift", code(2))])
    #expect(choice.main == nil)
    #expect(choice.remarks.map(\.kind) == [.nearNamesNotTaken])
    #expect(choice.remarks[0].isDoubt)
  }

  @Test func `a single Swift file of any name is the one of the only exercise assigned`() throws {
    #expect(try choose([("hand-in.swift", code(1))], assigned: 1).main?.path == "hand-in.swift")
    #expect(try choose([("hand-in.swift", code(1))], assigned: 2).main == nil)
    let two = [("hand-in.swift", code(1)), ("more.swift", code(2))]
    #expect(try choose(two, assigned: 1).main == nil)
    let another = Choices(
      assigned: [try Sample.ropes], all: try Sample.kit, files: handed([("Sails.swift", code(1))]),
      known: [:], isForMarks: true)
    #expect(another.choices[0].main == nil)
    #expect(another.remarks.map(\.kind) == [.nothingFound])
  }

  @Test func `the untouched stub is not begun, whatever its comments say`() throws {
    let choice = try choose([("Ropes.swift", "// mine\n" + Sample.stub)])
    #expect(choice.main == nil)
    #expect(choice.remarks.map(\.kind) == [.untouched])
    #expect(try choose([("Ropes.swift", Sample.stub)], isForMarks: false).main != nil)
  }

  @Test func `the kit's own solution is not graded as a student's`() throws {
    let copy = "// my own work\n" + Sample.solution
    let alone = try choose([("Ropes.swift", copy)])
    #expect(alone.main == nil)
    #expect(alone.remarks.map(\.kind) == [.kitSolution])
    let beside = try choose([("Ropes.swift", copy), ("a/b/Ropes.swift", code(1))])
    #expect(beside.main?.path == "a/b/Ropes.swift")
    #expect(beside.remarks.map(\.kind) == [.kitSolution])
    #expect(try choose([("Ropes.swift", copy)], isForMarks: false).remarks.isEmpty)
  }

  @Test func `one that anybody would write is graded, with a doubt`() throws {
    let choice = try choose([("Ropes.swift", Sample.shortSolution)])
    #expect(choice.main != nil)
    #expect(choice.remarks.map(\.kind) == [.likeKitSolution])
  }

  @Test func `the solutions that a kit brings along are nobody's`() throws {
    for solution in [Sample.solution, Sample.shortSolution] {
      let kit = [
        ("Exercises/04-Ropes/Ropes.swift", Sample.stub),
        ("Solutions/04-Ropes/Ropes.swift", solution),
      ]
      let untouched = try choose(kit)
      #expect(untouched.main == nil)
      #expect(untouched.remarks.map(\.kind) == [.solutionsFolder, .untouched])
      let begun = try choose([(kit[0].0, code(1)), kit[1]])
      #expect(begun.main?.path == kit[0].0)
      #expect(begun.remarks.map(\.kind) == [.solutionsFolder])
      #expect(!begun.remarks[0].isDoubt)
    }
  }

  @Test(arguments: ["Ropes", "04-Ropes", "Exercises/04-Ropes", "a/Ropes"])
  func `other Swift files in the exercise's own folder belong to it, but for copies of its own`(
    folder: String
  ) throws {
    let names = [
      "Ropes.swift", "Ropes-1.swift", "B.swift", "A.swift", "notes.md", "deeper/C.swift",
    ]
    let choice = try choose(names.enumerated().map { ("\(folder)/\($1)", code($0)) })
    #expect(choice.main?.path == "\(folder)/Ropes-1.swift")
    #expect(choice.helpers.map(\.path) == ["A.swift", "B.swift"].map { "\(folder)/\($0)" })
  }

  @Test(arguments: ["", "hand-in/", "05-Sails/", "Exercises/"])
  func `other Swift files in any other folder don't, and are told`(folder: String) throws {
    let files = handed([
      ("\(folder)Ropes.swift", code(1)), ("\(folder)Sails.swift", code(2)),
      ("\(folder)Help.swift", code(3)), ("else/More.swift", code(4)),
    ])
    let choices = Choices(
      assigned: [try Sample.ropes], all: try Sample.kit, files: files, known: [:], isForMarks: true)
    #expect(choices.choices[0].helpers.isEmpty)
    #expect(choices.remarks.map(\.kind) == [.filesNotRead])
    #expect(choices.remarks[0].text.contains("'\(folder)Help.swift' was"))
  }

  @Test func `a program's beginning is told`() throws {
    let choice = try choose([("Ropes.swift", code(1) + "@main struct A {}")])
    #expect(choice.remarks.map(\.kind) == [.hasMain])
  }

  @Test func `files of several students in one entry are a doubt`() throws {
    let choice = try choose([
      ("team/ada/Ropes.swift", code(1)), ("team/bob/src/Ropes.swift", code(2)),
    ])
    #expect(choice.main?.path == "team/ada/Ropes.swift")
    #expect(choice.remarks.map(\.kind) == [.severalFiles, .severalStudents])
    #expect(choice.remarks[1].text.contains("'ada' and 'bob'"))
  }

  @Test func `without any file of an exercise it is told what there is`() throws {
    let files = handed([("main.py", ""), ("a/notes.txt", "")])
    let choices = Choices(
      assigned: try Sample.kit, all: try Sample.kit, files: files, known: [:], isForMarks: true)
    #expect(choices.remarks.map(\.kind) == [.nothingFound])
    #expect(choices.remarks[0].text.contains("'main.py' and 'a/notes.txt'"))
  }

  @Test func `the fingerprint changes with the code, the exercise, the name and the way`() throws {
    func fingerprint(_ name: String, _ text: String, _ way: String = "kit") throws -> String {
      try Choices(
        assigned: [try Sample.ropes], all: try Sample.kit, files: handed([(name, text)]),
        known: [:],
        isForMarks: true
      ).fingerprint(way)
    }
    let plain = try fingerprint("Ropes.swift", code(1))
    #expect(try fingerprint("Ropes.swift", code(1)) == plain)
    let others = [
      try fingerprint("Ropes.swift", code(2)), try fingerprint("ropes.swift", code(1)),
      try fingerprint("Ropes.swift", code(1), "quick"), try fingerprint("x.md", ""),
    ]
    #expect(Set(others + [plain]).count == 5)
  }
}

@Suite struct ExerciseFilesTests {
  @Test func `a file is built as it lies, and a copy of it under its right name if need be`() throws
  {
    try withFolder(["04-Ropes/Ropes.swift": code(1), "04-Ropes/More.swift": code(2)]) { root in
      let found = try #require(try ExerciseFiles(of: Sample.ropes, below: root))
      let folder = root.resolvingSymlinksInPath().appendingPathComponent("04-Ropes")
      #expect(
        found.files.map(\.path) == ["Ropes.swift", "More.swift"].map { "\(folder.path)/\($0)" })
    }
    try withFolder(["a/ropes (1).swift": code(1)]) { root in
      let found = try #require(try ExerciseFiles(of: Sample.ropes, below: root))
      #expect(found.main.lastPathComponent == "Ropes.swift")
      #expect(try String(contentsOf: found.main, encoding: .utf8) == code(1))
      #expect(found.remarks.map(\.kind) == [.nearlyNamed])
    }
  }

  @Test func `the exercise's own folder may itself be what is looked through`() throws {
    try withFolder(["04-Ropes/Ropes.swift": code(1), "04-Ropes/Extra.swift": code(2)]) { folder in
      let root = folder.appendingPathComponent("04-Ropes")
      let found = try #require(try ExerciseFiles(of: Sample.ropes, below: root))
      #expect(found.files.map(\.lastPathComponent) == ["Ropes.swift", "Extra.swift"])
    }
  }

  @Test func `a single file stands for itself`() {
    let file = URL(fileURLWithPath: "/bank/Ropes/TwoLocks.swift")
    let files = ExerciseFiles(file: file)
    #expect(files.files == [file])
    #expect(files.main == file)
    #expect(files.remarks.isEmpty)
  }

  @Test func `a folder without it has none, and one that isn't there is an error`() throws {
    try withFolder(["README.md": ""]) { root in
      let found = try ExerciseFiles(of: Sample.ropes, below: root)
      #expect(found == nil)
    }
    #expect(throws: GraderError.self) {
      try ExerciseFiles(of: Sample.ropes, below: URL(fileURLWithPath: "/no/such/folder"))
    }
  }
}
