import Foundation
import Testing

@testable import grader

@Suite struct BankTests {
  @Test(arguments: [
    ("// Mistake: It is wrong.\n// Diagnosis: orderLost\n\nimport ExerciseKit\n", ["orderLost"]),
    ("// Diagnosis: deadlock", ["deadlock"]),
    ("// Diagnosis: deadlock\n// Diagnosis: crashed\n", ["deadlock", "crashed"]),
    ("/// A heading.\n// Diagnosis: crashed\ncode\n", ["crashed"]),
    ("", []),
    ("import ExerciseKit\n// Diagnosis: crashed\n", []),
    ("// Mistake: It is wrong.\n\n// Diagnosis: crashed\n", []),
    ("// Diagnosis: \n", []),
    ("// Diagnosis: two words\n", ["two words"]),
    ("// diagnosis: crashed\n", []),
    ("//  Diagnosis: crashed\n", []),
    ("// My Diagnosis: crashed\n", []),
  ])
  func `a field is read from the comment that a file begins with`(text: String, found: [String]) {
    #expect(KnownSolution.header("Diagnosis", of: text) == found)
  }

  @Test func `an exercise's known solutions are its stub, its solution and both banks`() throws {
    let kit = try Kit()
    let exercise = try #require(kit.exercises.first)
    let known = try KnownSolution.all(of: exercise, in: kit)
    #expect(known.prefix(2).map(\.name) == ["(stub)", "(solution)"])
    #expect(known.prefix(2).map(\.expected) == [.notStarted, .passed])
    #expect(
      known.prefix(2).map(\.file.path)
        == ["Exercises", "Solutions"].map {
          kit.root.appendingPathComponent("\($0)/\(exercise.folder)/\(exercise.name).swift").path
        })
    let right = try bank("RightSolutions", exercise.name)
    let wrong = try bank("WrongSolutions", exercise.name)
    #expect(known.dropFirst(2).map { $0.name + ".swift" } == right + wrong)
    #expect(known.dropFirst(2).prefix(right.count).allSatisfy { $0.expected == .passed })
    for solution in known.dropFirst(2 + right.count) {
      let text = try String(contentsOf: solution.file, encoding: .utf8)
      let says =
        solution.expected == .passed
        ? "// Passes: " : "// Diagnosis: \(solution.expected.rawValue)\n"
      #expect(text.contains(says))
    }
  }

  @Test func `solutions are named by their exercise, or one by one`() throws {
    let kit = try Kit()
    let (first, second) = (kit.exercises[0], kit.exercises[1])
    let all = try KnownSolution.all(of: second, in: kit)
    let one = try #require(all.last)
    #expect(try KnownSolution.named([second.name], in: kit) == all)
    #expect(try KnownSolution.named(["\(second.name)/\(one.name)"], in: kit) == [one])
    let both = try KnownSolution.named(["\(second.name)/\(one.name)", first.name], in: kit)
    #expect(try both == KnownSolution.all(of: first, in: kit) + [one])
    #expect(try KnownSolution.named([], in: kit).count > both.count)
    for name in ["\(second.name)/NoSuch", "NoSuch", "NoSuch/\(one.name)", "/", ""] {
      #expect(throws: UsageError.self, "\(name)") { try KnownSolution.named([name], in: kit) }
    }
  }

  @Test(
    arguments: [
      (.passed, "passed"), (.status(.didNotCompile), "didNotCompile"),
      (.diagnosis("tooSlow"), "tooSlow"),
      (.diagnosis("crashed", isElsewhere: true), "crashed (elsewhere)"),
    ] as [(Ending, String)])
  func `what comes of a solution is kept as its status or its diagnosis`(
    ending: Ending, text: String
  ) {
    #expect(ending.rawValue == text)
    #expect(Ending(rawValue: text) == ending)
  }

  @Test func `every wrong solution says its mistake, then its diagnosis or why it passes`()
    throws
  {
    for name in try names(in: "Tests/WrongSolutions") {
      for file in try bank("WrongSolutions", name) {
        let path = "Tests/WrongSolutions/\(name)/\(file)"
        let lines = try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first?.contains(/^\/\/ Mistake: \S.*\.$/) == true, "\(path)")
        let second = lines.dropFirst().first
        #expect(second?.contains(/^\/\/ (Diagnosis: \w+|Passes: \S.*)$/) == true, "\(path)")
      }
    }
  }

  @Test func `a line that a message must point at stands in the code`() throws {
    for name in try names(in: "Tests/WrongSolutions") {
      for file in try bank("WrongSolutions", name) {
        let path = "Tests/WrongSolutions/\(name)/\(file)"
        let lines = try text(of: path).split(separator: "\n")
          .map { $0.trimmingCharacters(in: .whitespaces) }
        for wanted in try KnownSolution.header("Line", of: text(of: path)) {
          #expect(lines.contains(wanted), "\(path): \(wanted)")
        }
      }
    }
  }

  @Test func `every diagnosis of the bank is explained in the exercise's lesson`() throws {
    let exercises = try names(in: "Exercises").filter { !$0.hasSuffix(".md") }
    let bankNames = try names(in: "Tests/WrongSolutions")
    let own = exercises.compactMap { $0.split(separator: "-").last.map(String.init) }
    #expect(Set(bankNames) == Set(own))
    for name in bankNames {
      let folder = try #require(exercises.first { $0.hasSuffix("-\(name)") })
      let headings = try text(of: "Exercises/\(folder)/README.md").split(separator: "\n")
        .filter { $0.hasPrefix("### ") }.map { $0.dropFirst(4) }
      for file in try bank("WrongSolutions", name) {
        let path = "Tests/WrongSolutions/\(name)/\(file)"
        let header = try text(of: path)
        guard let diagnosis = KnownSolution.header("Diagnosis", of: header).first else { continue }
        #expect(headings.contains { $0 == diagnosis }, "\(path): \(diagnosis)")
      }
    }
  }

  @Test func `every exercise has right solutions of other styles`() throws {
    for folder in try names(in: "Exercises") where !folder.hasSuffix(".md") {
      let name = try #require(folder.split(separator: "-").last)
      #expect(try !bank("RightSolutions", String(name)).isEmpty, "\(name)")
    }
  }

  private func bank(_ bank: String, _ name: String) throws -> [String] {
    try names(in: "Tests/\(bank)/\(name)").filter { $0.hasSuffix(".swift") }
  }
}
