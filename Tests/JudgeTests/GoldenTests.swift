import Foundation
import Testing

@testable import Checks
@testable import Judge
@testable import grader

/// Every mistake as it is told to students, instructors and programs, to the byte.
///
/// `REWRITE_GOLDEN=1 swift test --filter GoldenTests` writes the files anew.
struct GoldenTests {
  /// A verdict under the name of its file.
  struct Golden: Sendable, CustomTestStringConvertible {
    let name: String
    let verdict: Verdict

    var testDescription: String { name }
  }

  @Test(arguments: mistakes + others)
  func `a verdict is told as it always was`(golden: Golden) throws {
    let file = Self.folder.appendingPathComponent("\(golden.name).txt")
    let told = try Self.told(Verdict(attached: golden.verdict.attached()))
    if Self.isRewriting { try Data(told.utf8).write(to: file) }
    #expect(try String(contentsOf: file, encoding: .utf8) == told)
  }

  @Test(arguments: mistakes + others)
  func `a page draws what is told in letters elsewhere`(golden: Golden) throws {
    let page = SubmissionPage().text(of: try Self.submission(golden.verdict))
    #expect(page.contains("<div class=\"order\">") == (golden.verdict.order != nil))
    #expect(!page.contains("This is order") && !page.contains("####"))
  }

  @Test func `no file is left of a verdict that is no longer there`() throws {
    let names = Set((Self.mistakes + Self.others).map { "\($0.name).txt" })
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    where !names.contains(name) {
      guard Self.isRewriting else {
        Issue.record("\(name) belongs to no verdict")
        continue
      }
      try FileManager.default.removeItem(at: Self.folder.appendingPathComponent(name))
    }
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  private static let isRewriting =
    ProcessInfo.processInfo.environment["REWRITE_GOLDEN", default: ""] != ""

  // MARK: Verdicts

  private static let exercise = Exercise(name: "ThreadPool")

  private static let mistakes: [Golden] =
    Diagnosis.samples.map { golden($0.caseName, $0) }
    + Diagnosis.variants.sorted { $0.key < $1.key }.map { golden($0.key, $0.value) }

  /// What else a check may come to.
  private static let others: [Golden] = {
    let claim = Claim()
    claim.text = "map(4 inputs): 312 orders of steps"
    let measured = Claim()
    let measurement = Measurement.sample
    measured.text = measurement.summary
    measured.measurement = measurement
    return [
      Golden(name: "other-passed", verdict: verdict(nil, claim)),
      Golden(name: "other-measured", verdict: verdict(nil, measured)),
      Golden(
        name: "other-notMeasured", verdict: verdict(Stop.notMeasured("one core"), measured)),
      Golden(
        name: "other-notReached",
        verdict: verdict(Stop.notReached("two downloads are under way at once"), Claim())),
      Golden(name: "other-notStarted", verdict: verdict(Stop.notStarted, Claim())),
      Golden(
        name: "other-judgeError",
        verdict: verdict(
          Failed(Broken(), doing: "map", printed: "one\n"), Claim())),
      Golden(
        name: "other-withoutSubject",
        verdict: verdict(Diagnosis.samples.first { $0.caseName == "tooSlow" }, measured)),
    ]
  }()

  private struct Broken: Error {}

  private static func golden(_ name: String, _ diagnosis: Diagnosis) -> Golden {
    let failed = Failed(
      diagnosis, doing: "map(8 inputs, workers: 4)",
      printed: ["crashed", "deadlock"].contains(diagnosis.name) ? "first\n\n  second line\n" : "",
      threads: diagnosis.showsThreads ? .sample : nil)
    return Golden(name: name, verdict: verdict(failed, Claim()))
  }

  private static func verdict(_ error: (any Error)?, _ claim: Claim) -> Verdict {
    exercise.verdict(on: "it holds", worth: 2, error, claim, seconds: 0.25)
  }

  // MARK: Reports

  /// A submission with this verdict alone.
  private static func submission(_ verdict: Verdict) throws -> GradedSubmission {
    let root = folder.deletingLastPathComponent().appendingPathComponent("../..")
    let kitExercise = try #require(KitExercise(folder: "03-\(exercise.name)", root: root))
    let document = Document(
      kit: "kit", machine: MachineFacts(cores: 2, system: "Linux"), root: "/class/ada",
      exercises: [ExerciseResult(name: exercise.name, checks: [verdict])])
    return GradedSubmission(document: document, exercises: [kitExercise])
  }

  /// What becomes of a verdict in each report.
  private static func told(_ verdict: Verdict) throws -> String {
    let submission = try submission(verdict)
    let document = submission.document
    let json = try JSONReport().text(of: document)
    let read = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    #expect(try JSONReport().text(of: read) == json)
    let parts = [
      ("swift test", Exercise.comment(on: verdict) ?? ""),
      ("text", String(TextReport().text(of: submission).dropLast())),
      ("Markdown", MarkdownReport().text(of: submission)),
      ("JSON", json),
    ]
    return parts.map { "=== \($0)\n\($1)\n" }.joined()
  }
}

extension ThreadPlaces {
  /// Threads at two lines, and the caller.
  fileprivate static let sample = ThreadPlaces(places: [
    Place(
      threads: 3, isAtWork: false, isCaller: false, place: "ThreadPool.swift:31",
      source: "board.wait()", caller: "ThreadPool.swift:12: `self.work()`"),
    Place(
      threads: 1, isAtWork: true, isCaller: false, place: "ThreadPool.swift:40",
      source: "return try transform(input)"),
    Place(
      threads: 1, isAtWork: false, isCaller: true, place: "ThreadPool.swift:22",
      source: "ended.wait()"),
  ])
}
