import Foundation
import Testing

@testable import grader

@Suite struct TryTests {
  @Test func `a file of one's own runs with ExerciseKit, with other files and arguments`() throws {
    let folder = try TemporaryFolder()
    let scratch = try write(
      """
      import ExerciseKit
      let guests = Shared(CommandLine.arguments.dropFirst().map(greeting))
      spawn { guests.value.append(greeting("the host")) }.join()
      print(guests.value)
      """, "scratch.swift", in: folder)
    let other = try write(
      "func greeting(_ name: String) -> String { \"hello \" + name }", "Greeting.swift", in: folder)
    let result = try grader("try", scratch, other, "Ada")
    #expect(result.output == "[\"hello Ada\", \"hello the host\"]\n")
    #expect(result.status == 0)
  }

  @Test func `what the compiler says names the file, and the status is 1`() throws {
    let folder = try TemporaryFolder()
    let scratch = try write("print(nobody)", "scratch.swift", in: folder)
    let result = try grader("try", scratch)
    #expect(result.output.contains("\(scratch):1:7: error: cannot find 'nobody' in scope"))
    #expect(result.status == 1)
  }

  @Test func `a file that isn't there is a mistake in the call`() throws {
    let result = try grader("try", "missing.swift")
    #expect(result.output.hasPrefix("grader: there is no file 'missing.swift' in /"))
    #expect(result.status == 2)
  }

  @Test func `the status is that of the program`() throws {
    let folder = try TemporaryFolder()
    let scratch = try write("import Foundation\nexit(7)\n", "scratch.swift", in: folder)
    #expect(try grader("try", scratch).status == 7)
  }

  private func write(_ text: String, _ name: String, in folder: TemporaryFolder) throws -> String {
    let file = folder.url.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Calls the program as its users do.
  private func grader(_ arguments: String...) throws -> Tool.Result {
    let program = try ScratchBuild().products.appendingPathComponent("grader")
    return try Tool(
      executable: program, arguments: arguments, timeout: ScratchBuild.timeout,
      timeoutIfStarved: ScratchBuild.timeoutIfStarved
    ).run()
  }
}
