import Foundation
import Testing

@testable import grader

// It builds the kit for Thread Sanitizer, which takes a minute or two: students need not wait for it, and
// what the exercises are built from makes no difference.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["CI"] != nil
      && ProcessInfo.processInfo.environment["EXERCISES"] == nil))
struct SanitizeCommandTests {
  @Test func `a race is found, and what can't be looked at is told as what it is`() async throws {
    let kit = try Kit()
    let folder = try TemporaryFolder()
    let bank = kit.root.appendingPathComponent("Tests/WrongSolutions")
    let files = [
      "BasicThreads": bank.appendingPathComponent("BasicThreads/OnePlaceTooFar.swift"),
      "SafeCounter": bank.appendingPathComponent("SafeCounter/NoLock.swift"),
      "ThreadPool": kit.root.appendingPathComponent("Exercises/03-ThreadPool/ThreadPool.swift"),
    ]
    for (name, file) in files {
      try FileManager.default.copyItem(
        at: file, to: folder.url.appendingPathComponent("\(name).swift"))
    }
    try Data("import Nothing\n".utf8).write(
      to: folder.url.appendingPathComponent("PrimeFinder.swift"))

    let race = try await sanitize("SafeCounter", below: folder.url)
    #expect(race.status == 0)
    #expect(race.output.contains(/SafeCounter: \d+ reports?\n  .*race: .* in SafeCounter\.swift/))
    let crash = try await sanitize("BasicThreads", below: folder.url)
    let mistyped = try await sanitize("PrimeFinder", below: folder.url)
    let stub = try await sanitize("ThreadPool", below: folder.url)
    #expect(crash.output.contains("BasicThreads: crashed"))
    #expect(mistyped.output.contains("PrimeFinder: doesn't compile\nPrimeFinder.swift:1:8: "))
    #expect(stub.output.contains("ThreadPool: not started\n"))
    #expect([crash.status, mistyped.status, stub.status] == [1, 1, 1])
  }

  /// Calls the command as a user does, from a thread that tasks don't need.
  private func sanitize(_ exercise: String, below root: URL) async throws -> Tool.Result {
    let grader = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("grader")
    return try await withCheckedThrowingContinuation { done in
      Thread.detachNewThread {
        done.resume(
          with: Result {
            try Tool(
              executable: grader, arguments: ["sanitize", exercise, "--root", root.path],
              timeout: .seconds(1800)
            ).run()
          })
      }
    }
  }
}
