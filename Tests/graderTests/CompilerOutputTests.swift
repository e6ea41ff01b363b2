import Foundation
import Testing

@testable import grader

@Suite struct CompilerOutputTests {
  @Test func `errors are read with their places, and nothing else is`() {
    let output = CompilerOutput(
      """
      /home/ada/Ropes.swift:3:7: error: cannot find 'x' in scope
       1 | import ExerciseKit
      /home/ada/Ropes.swift:4:1: warning: variable 'y' was never used
      /home/ada/Ropes.swift:3:7: note: did you mean 'z'?
      error: fatalError
      <unknown>:0: error: no such module
      /home/ada/My Team/Knots.swift:12:30: error: type: 'Int' has no member 'tie'
      """)
    #expect(
      output.errors == [
        CompilerOutput.Complaint(
          file: "/home/ada/Ropes.swift", line: 3, column: 7, text: "cannot find 'x' in scope"),
        CompilerOutput.Complaint(
          file: "/home/ada/My Team/Knots.swift", line: 12, column: 30,
          text: "type: 'Int' has no member 'tie'"),
      ])
  }

  @Test func `an output without errors has none`() {
    #expect(CompilerOutput("").errors.isEmpty)
    #expect(CompilerOutput("ld: symbol(s) not found\n").errors.isEmpty)
    #expect(CompilerOutput("").message(relativeTo: URL(fileURLWithPath: "/"), quoting: []) == "")
  }

  @Test func `an error that the compiler repeats is told once`() {
    let line = "/none/Ropes.swift:3:7: error: first"
    let output = CompilerOutput("\(line)\n/none/Ropes.swift:3:8: error: first\n\(line)\n")
    #expect(output.errors.map(\.column) == [7, 8])
  }

  @Test func `each error is shown with its line of code, and named from the folder`() throws {
    try withFolder([
      "Ropes.swift": "import ExerciseKit\n\n    let x: Int = \"\"  \n",
      "parts/Knots.swift": "\tfoo()",
    ]) { folder in
      let output = CompilerOutput(
        """
        \(folder.path)/Ropes.swift:3:18: error: cannot convert
        \(folder.path)/parts/Knots.swift:1:2: error: cannot find 'foo' in scope
        """)
      #expect(
        output.message(
          relativeTo: folder,
          quoting: ["Ropes.swift", "parts/Knots.swift"].map(folder.appendingPathComponent)) == """
            Ropes.swift:3:18: cannot convert
                let x: Int = ""
            parts/Knots.swift:1:2: cannot find 'foo' in scope
                foo()
            """)
    }
  }

  @Test func `an error that the lessons know ends with where to read on`() {
    let texts = [
      "Exercises/README.md": """
      ## When the compiler says no

      | the message contains | what it asks for | see |
      |---|---|---|
      | *mutation of captured var 'x' in code* | a lock | [02](02-Knots/README.md#when-it-says-no) |
      | *capture of 'x' with type ... in a closure* | a copy | below |
      """,
      "Exercises/01-Ropes/README.md": """
      ### What it takes

      ```text says
      capture of 'rope' with type 'Rope'
      ```
      """,
      "Exercises/02-Knots/README.md": "# Knots\n\n### When it says no\n",
    ]
    let file = "Exercises/01-Ropes/README.md"
    let known = CompilerMessages(lesson: file) { texts[$0] }
    let other = CompilerMessages(lesson: "none") { texts[$0] }
    let capture = "capture of 'knot' with type 'Knot' in a closure"
    #expect(
      known.place(for: ["none", "mutation of captured var 'sum' in code"])?.text
        == #"Read on: Exercises/02-Knots/README.md, "When it says no""#)
    #expect(known.place(for: [capture])?.text == "Read on: \(file), \"What it takes\"")
    #expect(
      other.place(for: [capture])?.text
        == #"Read on: Exercises/README.md, "When the compiler says no""#)
    #expect(known.place(for: ["cannot find 'x' in scope"]) == nil)
    let output = CompilerOutput("/none/Ropes.swift:3:7: error: \(capture)")
    #expect(
      output.message(relativeTo: URL(fileURLWithPath: "/"), quoting: [], known: known).hasSuffix(
        "\nRead on: \(file), \"What it takes\""))
  }

  @Test func `a file outside the folder is named without its path`() throws {
    try withFolder(["Ropes/a.swift": "", "Ropes2/b.swift": "let b\n"]) { folder in
      let file = folder.appendingPathComponent("Ropes2/b.swift")
      let output = CompilerOutput("\(file.path):1:5: error: type missing")
      #expect(
        output.message(relativeTo: folder.appendingPathComponent("Ropes"), quoting: [file])
          == "b.swift:1:5: type missing\n    let b")
    }
  }

  @Test
  func `no line is shown of a file that isn't the submission's, whatever its source calls it`()
    throws
  {
    try withFolder(["Ropes.swift": "a", "others/Ropes.swift": "the solution"]) { folder in
      let output = CompilerOutput("\(folder.path)/others/Ropes.swift:1:1: error: wrong")
      #expect(
        output.message(
          relativeTo: folder, quoting: [folder.appendingPathComponent("Ropes.swift")])
          == "others/Ropes.swift:1:1: wrong")
    }
  }

  @Test func `a place that the file doesn't have is told without a line of code`() throws {
    try withFolder(["Ropes.swift": "let a = 1"]) { folder in
      let output = CompilerOutput(
        """
        \(folder.path)/Ropes.swift:0:0: error: no place
        \(folder.path)/Ropes.swift:2:1: error: expected '}'
        \(folder.path)/Gone.swift:7:1: error: no file
        """)
      #expect(
        output.message(
          relativeTo: folder,
          quoting: ["Ropes.swift", "Gone.swift"].map(folder.appendingPathComponent)) == """
            Ropes.swift:0:0: no place
            Ropes.swift:2:1: expected '}'
            Gone.swift:7:1: no file
            """)
    }
  }

  @Test(arguments: [
    (3, 3, ["1", "2", "3"]), (4, 3, ["1", "2", "3", "... and 1 more"]),
    (9, 2, ["1", "2", "... and 7 more"]), (1, 1, ["1"]), (2, 0, ["", "... and 2 more"]),
  ])
  func `only the first errors are shown, and the others are counted`(
    count: Int, limit: Int, lines: [String]
  ) {
    let printed = (1...count).map { "/none/Ropes.swift:9:\($0): error: \($0)\n" }.joined()
    let message = CompilerOutput(printed).message(
      relativeTo: URL(fileURLWithPath: "/none"), quoting: [], limit: limit)
    let shown = message.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.split(separator: " ").count == 2 ? String($0.split(separator: " ")[1]) : String($0)
    }
    #expect(shown == lines)
  }

  @Test func `three errors are shown unless another limit is given`() {
    let printed = (1...5).map { "/none/Ropes.swift:9:\($0): error: wrong\n" }.joined()
    let message = CompilerOutput(printed).message(
      relativeTo: URL(fileURLWithPath: "/none"), quoting: [])
    #expect(message.split(separator: "\n").count == 4)
    #expect(message.hasSuffix("\n... and 2 more"))
  }
}
