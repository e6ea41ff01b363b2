import Combinations
import Foundation
import Testing

@testable import grader

@Suite struct KnownCombinationsTests {
  @Test func `combinations are named by their exercise, or one by one`() throws {
    let kit = try Kit()
    let all = try KnownSolution.combinations(.pairs, of: ["BasicThreads"], in: kit)
    let made = Combination.of("BasicThreads", .pairs)
    #expect(all.map(\.name) == made.map(\.name))
    #expect(all.map(\.expected) == made.map { $0.diagnosis.map { .diagnosis($0) } ?? .passed })
    for (one, combination) in zip(all, made) {
      #expect(try String(contentsOf: one.file, encoding: .utf8) == combination.text)
    }
    let last = try #require(all.last)
    #expect(
      try KnownSolution.combinations(.pairs, of: ["BasicThreads/\(last.name)"], in: kit) == [last])
  }

  @Test(arguments: ["BasicThreads/NoSuch", "NoSuch", "ToolChooser", ""])
  func `a name that there is no combination of is refused`(name: String) throws {
    let kit = try Kit()
    #expect(throws: UsageError.self) {
      try KnownSolution.combinations(.pairs, of: [name], in: kit)
    }
  }

  @Test func `verify takes the extent of the combinations`() throws {
    var arguments = Arguments(["--combinations", "pairs", "Mills"])
    let verify = try VerifyCommand(&arguments)
    #expect(verify.combinations == .pairs)
    #expect(verify.solutions == ["Mills"])
    #expect(throws: UsageError.self) {
      var arguments = Arguments(["--combinations", "some"])
      _ = try VerifyCommand(&arguments)
    }
  }
}
