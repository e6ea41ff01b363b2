import Foundation
import Judge
import Testing

@testable import grader

@Suite struct SampleTests {
  @Test func `every sample in every lesson does what the lesson says`() throws {
    let server = try LoopbackServer { path in
      switch path {
      case "/quick": .ok("quick").after(.milliseconds(500))
      case "/medium": .ok("medium").after(.milliseconds(1000))
      case "/slow": .ok("slow").after(.milliseconds(1500))
      default: .status(404)
      }
    }
    defer { server.stop() }
    let run = SampleRun(
      build: try ScratchBuild(),
      pages: ["/quick", "/slow", "/medium"].map { server.url($0).absoluteString })
    let samples = try Lesson.all().flatMap { try Sample.all(in: $0) }
    #expect(samples.count > 50)
    for complaint in inParallel(samples, jobs: 2, run.complaint).compactMap(\.self) {
      Issue.record("\(complaint)")
    }
  }

  @Test func `a sample that prints something else is told, with its place`() throws {
    #expect(
      try complaint("print(2 + 3)", .runs(.nothing, Printed("6\n")))
        == "here: it ended with 0 and printed:\n5\n")
    #expect(try complaint("print(2 + 3)", .runs(.nothing, Printed("5\n"))) == nil)
  }

  @Test func `a sample that was to be refused and isn't is told`() throws {
    #expect(
      try complaint("let a = 1", .isRefused("no"))
        == "here: the compiler was to refuse it, and didn't")
  }

  @Test func `a sample must say what it is for`() {
    #expect(throws: Sample.Unclear.self) {
      try Sample.all(in: Lesson(path: "here", text: "```swift\nlet a = 1\n```\n"))
    }
    #expect(throws: Sample.Unclear.self) {
      try Sample.all(in: Lesson(path: "here", text: "```swift runs\nprint(1)\n```\n"))
    }
  }

  private func complaint(_ source: String, _ use: Sample.Use) throws -> String? {
    SampleRun(build: try ScratchBuild(), pages: [])
      .complaint(about: Sample(place: "here", source: source, use: use))
  }
}
