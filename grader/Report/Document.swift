import Foundation
import Judge

/// The result of grading one submission; every report is made from it.
struct Document: Codable, Equatable, Sendable {
  static let kit = "parallelism-and-concurrency 0.1.0"

  var version = 1
  var kit = Self.kit
  var machine = MachineFacts()
  /// Where the submission lies.
  var root: String
  var exercises: [ExerciseResult]
  /// What was graded and by which kit, so that a class that was stopped can go on.
  var fingerprint: String?

  var points: Int { exercises.reduce(0) { $0 + $1.points } }
  var maxPoints: Int { exercises.reduce(0) { $0 + $1.maxPoints } }

  /// What the exit status is to tell: 0, 1 or 2.
  var exitStatus: Int32 {
    let statuses = exercises.map(\.status)
    if statuses.contains(.judgeError) { return 2 }
    return statuses.contains { $0 == .failed || $0 == .didNotCompile } ? 1 : 0
  }
}

/// What kind of machine the result was found on.
struct MachineFacts: Codable, Equatable, Sendable {
  var cores = Machine.cores
  var system = ProcessInfo.processInfo.operatingSystemVersionString
}

/// The result of one exercise.
struct ExerciseResult: Codable, Equatable, Sendable {
  var name: String
  var status: Status
  var points: Int
  var maxPoints: Int
  /// What there is to say beside the checks: a compiler's error, a file that is missing.
  var message: String?
  var checks: [Verdict]

  /// Sums up checks that ran.
  init(name: String, checks: [Verdict], message: String? = nil) {
    self.name = name
    self.message = message
    let isBegun =
      !checks.allSatisfy { $0.status == .notStarted || $0.status == .notMeasured }
      || !checks.contains { $0.status == .notStarted }
    // What couldn't be measured costs nothing, but nothing is earned by not having begun.
    let checks = isBegun ? checks : checks.map { $0.withoutPoints }
    self.checks = checks
    points = checks.reduce(0) { $0 + $1.points }
    maxPoints = checks.reduce(0) { $0 + $1.maxPoints }
    status = isBegun ? Self.status(of: checks.map(\.status)) : .notStarted
  }

  /// The result when the checks couldn't run, so that all of them have the same status.
  init(name: String, status: Status, plan: [Verdict], message: String) {
    let checks = plan.map { Verdict(check: $0.check, status: status, maxPoints: $0.maxPoints) }
    self.init(name: name, checks: checks, message: message)
    self.status = status
  }

  private static func status(of checks: [Status]) -> Status {
    if checks.contains(.judgeError) { return .judgeError }
    if checks.contains(where: { $0 != .passed && $0 != .notMeasured }) { return .failed }
    return .passed
  }

  /// The first check that isn't as it should be.
  var firstProblem: Verdict? {
    checks.first { $0.status == .failed || $0.status == .judgeError }
      ?? (status == .failed ? checks.first { $0.status == .notStarted } : nil)
  }
}

extension Verdict {
  fileprivate var withoutPoints: Verdict {
    var verdict = self
    verdict.points = 0
    return verdict
  }
}
