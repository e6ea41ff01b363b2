import Foundation
import Judge
import Synchronization
public import Testing
import Wire

/// The exercise that a suite checks; turns what its tests throw into verdicts.
///
/// A test of such a suite throws a `Diagnosis` or a `Stop`; it passes when it throws nothing:
///
///     @Suite(.exercise("URLDownloader")) struct URLDownloaderTests {
///       @Test(.points(2)) func `pages come back in the order of their URLs`() async throws {
///         try await judged("download(8 URLs, workers: 4)") { subject in ... }
///       }
///     }
///
/// Each test attaches its verdict, which is what a grader reads.
public struct Exercise: SuiteTrait, TestTrait, TestScoping {
  /// The exercise whose test is running.
  @TaskLocal static var current: Exercise?
  /// What a check that passes may claim, for its report.
  @TaskLocal static var claim = Claim()

  /// The exercise's module.
  public let name: String

  /// Every test in the suite, not the suite itself.
  public var isRecursive: Bool { true }

  /// The exercise's folder, seen from the package's, such as `Exercises/04-URLDownloader`.
  ///
  /// It is found by its ending: the number in front is the manifest's to tell.
  var folder: String { "Exercises/" + (Self.folders.first { $0.hasSuffix("-" + name) } ?? name) }

  private static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folders of all exercises, in their order.
  private static var folders: [String] {
    let exercises = package.appendingPathComponent("Exercises").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: exercises)) ?? []).sorted()
  }

  /// The file with the section on a diagnosis: the exercise's own lesson, or the first other that has
  /// one, for a mistake that hardly anybody makes here.
  func lesson(on diagnosis: String) -> String {
    let lessons = ([folder] + Self.folders.map { "Exercises/" + $0 }).map { $0 + "/README.md" }
    let heading = "### " + diagnosis
    return lessons.first { lesson in
      let file = Self.package.appendingPathComponent(lesson)
      return (try? String(contentsOf: file, encoding: .utf8))?.split(whereSeparator: \.isNewline)
        .contains { $0 == heading } ?? false
    } ?? lessons[0]
  }

  /// Runs one test and attaches its verdict.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    Leftovers.watch()
    let name = test.displayName ?? test.name
    let points = test.traits.lazy.compactMap { $0 as? Points }.first?.points ?? 1
    var verdict = Verdict(check: name, status: .passed, maxPoints: points)
    if SuiteVariable.isSet(SuiteVariable.listOnly) { return attach(verdict) }
    let start = ContinuousClock.now
    var end: any Error = Passed()
    var failed: Failed?
    let claim = Claim()
    do {
      try FirstProblem.skipIfFound()
      try await Self.$current.withValue(self) {
        try await Self.$claim.withValue(claim) { try await function() }
      }
    } catch let error as Failed {
      (end, failed) = (error.cause, error)
    } catch {
      end = error
    }
    verdict = Verdict(
      check: name, status: status(for: end), maxPoints: points,
      message: message(for: end, failed) ?? claim.text,
      seconds: (ContinuousClock.now - start).inSeconds)
    if let failed, !failed.printed.isEmpty { verdict.printed = failed.printed }
    verdict.evidence = claim.evidence
    verdict.threads = failed?.threads?.places
    if let diagnosis = end as? Diagnosis {
      verdict.diagnosis = diagnosis.name
      verdict.evidence = diagnosis.evidence
    }
    if verdict.status == .failed { FirstProblem.isFound.store(true, ordering: .relaxed) }
    attach(verdict)
    try report(verdict)
  }

  private func attach(_ verdict: Verdict) {
    guard let bytes = try? JSONEncoder().encode(verdict) else { return }
    Attachment.record(Array(bytes), named: Verdict.attachmentName)
  }

  /// Tells the testing library, whose summary a student reads after `swift test`.
  private func report(_ verdict: Verdict) throws {
    switch verdict.status {
    case .passed: break
    case .notStarted: try Test.cancel("\(verdict.message ?? "")")
    case .notMeasured:
      Issue.record("\(verdict.message ?? "")", severity: .warning)
    case .failed, .didNotCompile, .judgeError:
      let printed = verdict.printed.map { "\nYour code printed:\n\($0)" } ?? ""
      Issue.record("\(verdict.diagnosis ?? "judgeError"): \(verdict.message ?? "")\(printed)")
    }
  }

  private func status(for end: any Error) -> Status {
    switch end {
    case is Passed: .passed
    case Stop.notStarted: .notStarted
    case Stop.notMeasured: .notMeasured
    case is Diagnosis: .failed
    default: .judgeError
    }
  }

  private func message(for end: any Error, _ failed: Failed?) -> String? {
    switch end {
    case is Passed: return nil
    case Stop.notStarted:
      return "\(name) is not started. Open \(folder)/\(name).swift; "
        + "the task is in README.md beside it."
    case Stop.notMeasured(let reason): return "Not measured: \(reason)"
    case let diagnosis as Diagnosis:
      let words = Words(diagnosis)
      let shown =
        diagnosis.history?.story(of: name) ?? diagnosis.measurement?.plot ?? failed?.threads?.text
      let call = failed.map { diagnosis.tellsCall ? "" : "\($0.doing): " } ?? ""
      return """
        \(call)\(words.seen)\(shown.map { "\n" + $0 } ?? "")
        \(words.why)
        Read on: \(lesson(on: diagnosis.name)), "\(diagnosis.name)"
        """
    case let error: return "The kit itself failed, which is no fault of yours: \(error)"
    }
  }
}

/// What was seen in a check that found no mistake: in a sentence, and as data.
final class Claim: Sendable {
  private let stored = Mutex<(text: String?, evidence: Value?)>((nil, nil))

  var text: String? {
    get { stored.withLock { $0.text } }
    set { stored.withLock { $0.text = newValue } }
  }

  var evidence: Value? {
    get { stored.withLock { $0.evidence } }
    set { stored.withLock { $0.evidence = newValue } }
  }
}

private struct Passed: Error {}

/// Whether a check has failed, for a run that goes only so far.
private enum FirstProblem {
  static let isFound = Atomic(false)

  static func skipIfFound() throws {
    guard SuiteVariable.isSet(SuiteVariable.firstProblem), isFound.load(ordering: .relaxed)
    else { return }
    throw Stop.notMeasured("an earlier check had failed")
  }
}

extension SuiteTrait where Self == Exercise {
  /// Says which exercise a suite checks.
  public static func exercise(_ name: String) -> Exercise { Exercise(name: name) }
}

/// What a check is worth.
public struct Points: TestTrait {
  let points: Int
}

extension TestTrait where Self == Points {
  /// Says how many points a check is worth; 1 if it doesn't say.
  public static func points(_ points: Int) -> Points { Points(points: points) }
}
