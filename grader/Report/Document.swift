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
  /// Whose it is, where it is one of a class.
  var entry: ClassEntry?
  /// The choices that were made, and the doubts; nil if there are none.
  var remarks: [Remark]?
  /// True if timed and long checks were left out, so that the points are no marks; else nil.
  var isQuick: Bool?
  /// Whether student code ran in a sandbox, and why not, in a sentence; nil where that is nobody's concern.
  var sandbox: String?
  /// What it counts by a rubric; nil without one.
  var mark: Mark?

  var score: Score { Score(sumOf: exercises.map(\.score)) }

  /// The remarks on one exercise, or with nil on the whole.
  func remarks(on exercise: String?) -> [Remark] {
    (remarks ?? []).filter { $0.exercise == exercise }
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

  var score: Score { Score(status, points: points, maxPoints: maxPoints) }

  /// Sums up checks that ran.
  init(name: String, checks: [Verdict], message: String? = nil) {
    let score = Score(exercise: checks.map(\.score))
    self.name = name
    self.message = message
    (status, points, maxPoints) = (score.status, score.points, score.maxPoints)
    self.checks = checks
    // The points of checks add up to those of their exercise.
    for index in checks.indices where status == .notStarted { self.checks[index].points = 0 }
  }

  /// The result when the checks couldn't run, so that all of them have the same status.
  init(name: String, status: Status, plan: [Verdict], message: String) {
    let checks = plan.map { Verdict(check: $0.check, status: status, maxPoints: $0.maxPoints) }
    self.init(name: name, checks: checks, message: message)
    self.status = status
  }

  /// The first check that isn't as it should be, or the one that tells why it isn't.
  var firstProblem: Verdict? {
    let first =
      checks.first { $0.status == .failed || $0.status == .judgeError }
      ?? (status == .failed ? checks.first { $0.status == .notStarted } : nil)
    guard let cause = first?.cause else { return first }
    return checks.first { $0.status == .failed && $0.diagnosis == cause } ?? first
  }
}

/// A submission with its result, as reports tell it; as data it is the result alone.
struct GradedSubmission: Encodable, Sendable {
  let document: Document
  /// The exercises of the kit, for their numbers and files.
  let exercises: [KitExercise]

  /// The entry's name, or else that of the submission's folder.
  var name: String {
    document.entry?.displayName ?? URL(fileURLWithPath: document.root).lastPathComponent
  }

  func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }
}
