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
    if SuiteVariable.isSet(SuiteVariable.listOnly) {
      return Attachment.record(
        Array(try verdict.attached()), named: Verdict.attachmentName)
    }
    let start = ContinuousClock.now
    var end: (any Error)?
    let claim = Claim()
    do {
      try FirstProblem.skipIfFound()
      try await Self.$current.withValue(self) {
        for needed in test.traits.compactMap({ $0 as? Needs }).flatMap(\.needed) {
          try await needed.expectShown()
        }
        try await Self.$claim.withValue(claim) { try await function() }
      }
    } catch {
      end = error
    }
    verdict = self.verdict(
      on: name, worth: points, end, claim, seconds: (ContinuousClock.now - start).inSeconds)
    FirstProblem.note(verdict)
    let bytes: Data
    (verdict, bytes) = try Self.attachable(verdict)
    Attachment.record(Array(bytes), named: Verdict.attachmentName)
    try report(verdict)
  }

  /// A verdict and what is attached of it; in place of one that can't be encoded, a failure of the kit.
  static func attachable(_ verdict: Verdict) throws -> (Verdict, Data) {
    do {
      return (verdict, try verdict.attached())
    } catch {
      let lost = Verdict(
        check: verdict.check, status: .judgeError, maxPoints: verdict.maxPoints,
        message: kitFailed("the verdict can't be encoded: \(error)"))
      return (lost, try lost.attached())
    }
  }

  private static func kitFailed(_ reason: String) -> String {
    "The kit itself failed, which is no fault of yours: \(reason)"
  }

  /// The verdict on a check that an error ended, or that came to its end.
  func verdict(
    on check: String, worth points: Int, _ error: (any Error)?, _ claim: Claim, seconds: Double
  ) -> Verdict {
    let failed = error as? Failed
    let end = failed?.cause ?? error
    let finding: Finding? =
      if let diagnosis = end as? Diagnosis {
        .mistake(
          Mistake(
            diagnosis, in: name, call: failed?.doing, threads: failed?.threads,
            lesson: lesson(on: diagnosis.name)))
      } else {
        Finding(remark: remark(on: end) ?? claim.text, measurement: claim.measurement)
      }
    let printed = [failed?.printed, (end as? Diagnosis)?.printed].compactMap(\.self)
    var verdict = Verdict(
      check: check, status: status(for: end), maxPoints: points, finding: finding,
      seconds: seconds, printed: printed.first { !$0.isEmpty })
    verdict.work = claim.work
    return verdict
  }

  /// Tells the testing library, whose summary a student reads after `swift test`.
  private func report(_ verdict: Verdict) throws {
    guard let comment = Self.comment(on: verdict) else { return }
    switch verdict.status {
    case .passed: break
    case .notStarted, .notReached: try Test.cancel("\(comment)")
    case .notMeasured: Issue.record("\(comment)", severity: .warning)
    case .failed, .didNotCompile, .judgeError: Issue.record("\(comment)")
    }
  }

  /// What that summary says of a check; nil if it has passed.
  static func comment(on verdict: Verdict) -> String? {
    switch verdict.status {
    case .passed: nil
    case .notStarted, .notMeasured, .notReached: verdict.message
    case .failed, .didNotCompile, .judgeError:
      "\(verdict.diagnosis ?? "judgeError"): \(Message(verdict).lines())"
    }
  }

  private func status(for end: (any Error)?) -> Status {
    switch end {
    case nil: .passed
    case Stop.notStarted?: .notStarted
    case Stop.notMeasured?: .notMeasured
    case Stop.notReached?: .notReached
    case is Diagnosis: .failed
    default: .judgeError
    }
  }

  /// What there is to say of a check that ended without a mistake of the student's.
  private func remark(on end: (any Error)?) -> String? {
    switch end {
    case nil: nil
    case Stop.notStarted?:
      "\(name) is not started. Open \(folder)/\(name).swift; the task is in README.md beside it."
    case Stop.notMeasured(let reason)?: "Not measured: \(reason)"
    case Stop.notReached(let fact)?:
      "Not reached: it counts only where \(fact), which the judge never saw."
    case let error?: Self.kitFailed("\(error)")
    }
  }
}

/// What was seen in a check: in a sentence, and as data.
final class Claim: Sendable {
  private struct Stored {
    var text: String?
    var measurement: Judge.Measurement?
    var work: WorkTimes?
  }

  private let stored = Mutex(Stored())
  private let most = Atomic(0)

  /// The most that was under way at once, at any gate.
  var mostAtOnce: Int { most.load(ordering: .relaxed) }

  func note(atOnce count: Int) { most.max(count, ordering: .relaxed) }

  /// Notes what was under way in a subject that is about to be ended.
  func note(_ subject: Subject) {
    note(atOnce: subject.mostAtOnce)
    // Of several subjects the last is the one that a failure was seen in.
    if let work = subject.workTimes { stored.withLock { $0.work = work } }
  }

  var text: String? {
    get { stored.withLock { $0.text } }
    set { stored.withLock { $0.text = newValue } }
  }

  /// Which work was under way when.
  var work: WorkTimes? { stored.withLock { $0.work } }

  var measurement: Judge.Measurement? {
    get { stored.withLock { $0.measurement } }
    set { stored.withLock { $0.measurement = newValue } }
  }
}

/// Whether a check has failed, for a run that goes only so far.
private enum FirstProblem {
  private static let isFound = Atomic(false)

  /// Notes that a check has failed; where memory was spoilt, a later one may tell what did that.
  static func note(_ verdict: Verdict) {
    guard verdict.status == .failed, !verdict.isOfSpoiltMemory else { return }
    isFound.store(true, ordering: .relaxed)
  }

  static func skipIfFound() throws {
    guard SuiteVariable.isSet(SuiteVariable.firstProblem), isFound.load(ordering: .relaxed)
    else { return }
    throw Stop.notMeasured("an earlier check had failed")
  }
}

extension Verdict {
  /// Whether the program crashed by other means than a trap, with which Swift's own checks end it.
  fileprivate var isOfSpoiltMemory: Bool {
    guard case .mistake(let mistake)? = finding,
      case .ends(.crashed(_, let signal, _, _)) = mistake.diagnosis
    else { return false }
    return signal != Int(SIGILL) && signal != Int(SIGTRAP)
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
