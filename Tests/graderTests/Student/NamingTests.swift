import Testing

@testable import grader

@Suite struct NamingTests {
  @Test(arguments: [
    "URLDownloader", "urldownloader", "URLDOWNLOADER", "4", "04", "004", "04-URLDownloader",
    "04-urldownloader", "url", "U", "URLDownloader.swift", "Exercises/04-URLDownloader",
    "Exercises/04-URLDownloader/", "./Exercises/04-URLDownloader/URLDownloader.swift",
    "/home/ada/kit/Exercises/04-URLDownloader/README.md",
  ])
  func `an exercise has a number, a name in any case, a beginning, a folder and files`(
    called: String
  ) throws {
    #expect(try naming().exercise(called).name == "URLDownloader")
    #expect(try naming().isExercise(called))
  }

  @Test func `a whole name is meant even if another one begins with it`() throws {
    let naming = Naming(exercises: try ["01-Rope", "02-Ropes"].map(exercise))
    #expect(try naming.exercise("rope").name == "Rope")
  }

  @Test(arguments: [
    ("async", "'async' may be AsyncSemaphore or AsyncDownloader; write more of the name"),
    ("A", "'A' may be AsyncSemaphore or AsyncDownloader; write more of the name"),
  ])
  func `a beginning of several names says which`(called: String, sentence: String) throws {
    let naming = try naming()
    #expect(throws: UsageError(sentence)) { try naming.exercise(called) }
    #expect(naming.isExercise(called))
  }

  @Test(arguments: [
    ("URLDownlaoder", "did you mean 'URLDownloader'?"),
    ("AsyncSemafore", "did you mean 'AsyncSemaphore'?"),
    ("12", "there are 04 URLDownloader, 08 AsyncSemaphore, 09 AsyncDownloader"),
    ("", "there are 04 URLDownloader, 08 AsyncSemaphore, 09 AsyncDownloader"),
    ("/", "there are 04 URLDownloader, 08 AsyncSemaphore, 09 AsyncDownloader"),
    ("README.md", "there are 04 URLDownloader, 08 AsyncSemaphore, 09 AsyncDownloader"),
    ("elsewhere/url", "there are 04 URLDownloader, 08 AsyncSemaphore, 09 AsyncDownloader"),
    ("-4", "there are 04 URLDownloader, 08 AsyncSemaphore, 09 AsyncDownloader"),
    ("99999999999999999999", "there are 04 URLDownloader, 08 AsyncSemaphore, 09 AsyncDownloader"),
  ])
  func `what is no exercise gets the nearest, or all`(called: String, hint: String) throws {
    let naming = try naming()
    #expect(throws: UsageError("there is no exercise '\(called)'; \(hint)")) {
      try naming.exercise(called)
    }
    #expect(!naming.isExercise(called))
  }

  private func naming() throws -> Naming {
    Naming(
      exercises: try ["04-URLDownloader", "08-AsyncSemaphore", "09-AsyncDownloader"]
        .map(exercise))
  }
}
