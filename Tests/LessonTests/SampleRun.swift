import Foundation
import Judge

@testable import grader

/// Does with samples what their lessons say, and tells what came out otherwise.
struct SampleRun: Sendable {
  /// How often a sample may print something else: on a busy machine a time can be off, and chance is in some.
  private static let attempts = 5
  /// The longest that a sample may take.
  private static let timeout = Duration.seconds(60)
  /// The longest on a machine so busy that it got less than that of processor time.
  private static let timeoutIfStarved = Duration.seconds(600)

  let build: ScratchBuild
  /// The addresses that a sample gets which asks for pages.
  let pages: [String]

  /// What is wrong with a sample; nil if nothing is.
  func complaint(about sample: Sample) -> String? {
    do {
      let problem = try problem(of: sample)
      return problem.map { "\(sample.place): \($0)" }
    } catch {
      return "\(sample.place): \(error)"
    }
  }

  private func problem(of sample: Sample) throws -> String? {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let built = try build.run(
      sample.source, called: "sample.swift", with: others(of: sample.use), in: folder.url)
    switch sample.use {
    case .isRefused(let words):
      guard built.status != 0 else { return "the compiler was to refuse it, and didn't" }
      return built.output.contains("error: \(words)")
        ? nil : "the compiler was to say '\(words)', and said:\n\(built.output)"
    case .compiles:
      return built.status == 0 ? nil : "it doesn't compile:\n\(built.output)"
    case .runs(let company, let printed):
      guard built.status == 0 else { return "it doesn't compile:\n\(built.output)" }
      guard built.output.isEmpty else { return "the compiler warns:\n\(built.output)" }
      return try problem(
        of: ScratchBuild.program(in: folder.url), company == .pages ? pages : [], printing: printed)
    }
  }

  private func others(of use: Sample.Use) throws -> [URL] {
    guard case .runs(.solution(let name), _) = use else { return [] }
    let solutions = Lesson.package.appendingPathComponent("Solutions")
    return try FileManager.default.contentsOfDirectory(atPath: solutions.path)
      .filter { $0.hasSuffix("-\(name)") }
      .map { solutions.appendingPathComponent("\($0)/\(name).swift") }
  }

  private func problem(
    of program: URL, _ arguments: [String], printing printed: Printed
  ) throws -> String? {
    var seen = ""
    for _ in 0..<Self.attempts {
      let result = try Tool(
        executable: program, arguments: arguments, timeout: Self.timeout,
        timeoutIfStarved: Self.timeoutIfStarved
      ).run()
      if result.status == 0, try printed.fits(result.output) { return nil }
      seen = "it ended with \(result.status) and printed:\n\(result.output)"
    }
    return seen
  }
}
