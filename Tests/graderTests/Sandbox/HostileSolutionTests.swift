import Foundation
import Testing

@testable import grader

@Suite struct HostileSolutionTests {
  @Test func `the honest rest of a text is what isn't between the marks`() {
    let text = """
      // Tries: to be told apart

      import ExerciseKit
      // BEGIN TRICK
      import Foundation
      // END TRICK

      public func f() {
        // BEGIN TRICK
        attempt()
        // END TRICK
        g()
      }
      """
    #expect(
      HostileSolution.honestRest(of: text) == """

        import ExerciseKit

        public func f() {
          g()
        }
        """)
  }

  @Test func `there are forty and more, each says what it tries, and has a trick and a rest`()
    throws
  {
    let all = try HostileSolution.named([], in: Kit())
    #expect(all.count >= 40)
    for one in all {
      #expect(one.tries.hasPrefix("to "), "\(one.name)")
      let text = try String(contentsOf: one.file, encoding: .utf8)
      let rest = HostileSolution.honestRest(of: text)
      #expect(text.contains("// BEGIN TRICK") && !rest.contains("TRICK"), "\(one.name)")
      #expect(!rest.contains("attempt") && rest.contains("public func"), "\(one.name)")
    }
    #expect(Set(all.map(\.tries)).count == all.count)
  }

  @Test func `they are named by their exercise, or one by one`() throws {
    let kit = try Kit()
    let all = try HostileSolution.named([], in: kit)
    let one = try #require(all.last)
    #expect(try HostileSolution.named(["\(one.exercise.name)/\(one.name)"], in: kit) == [one])
    #expect(
      try HostileSolution.named([one.exercise.name], in: kit)
        == all.filter { $0.exercise == one.exercise })
    #expect(throws: UsageError.self) { try HostileSolution.named(["ToolChooser/No"], in: kit) }
  }
}

@Suite struct SandboxChoiceTests {
  @Test(arguments: [
    (["--sandbox", "required"], SandboxChoice.required), (["--sandbox", "off"], .off), ([], .auto),
  ])
  func `a sandbox is where it is asked for, else as the command does`(
    words: [String], choice: SandboxChoice
  ) throws {
    var arguments = Arguments(words)
    #expect(try arguments.sandbox(.auto) == choice)
  }

  @Test func `another word is refused with those that there are`() {
    var arguments = Arguments(["--sandbox", "maybe"])
    #expect(throws: UsageError("--sandbox takes required, auto or off, not 'maybe'")) {
      try arguments.sandbox(.auto)
    }
  }

  @Test func `a reason stands in the head of a report`() {
    #expect(
      Sandboxing.off("there is no bubblewrap").inWords
        == "Student code ran without a sandbox: there is no bubblewrap.")
  }
}
