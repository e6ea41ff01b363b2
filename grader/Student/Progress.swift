import Foundation
import Judge

/// What is remembered from one call to the next for the student who works in this folder.
struct Progress: Codable, Equatable {
  /// A file of another version is one that says nothing.
  static let version = 1
  /// So many orders of steps are kept of an exercise; older ones are forgotten.
  static let mostOrders = 20

  var version = Self.version
  /// The last verdict on each exercise, by its name.
  var verdicts: [String: KeptVerdict] = [:]
  /// How many hints were shown of each.
  var hints: [String: Int] = [:]
  /// The orders of steps that reports told of each, by ascending numbers.
  var orders: [String: [KeptOrder]] = [:]
  /// The exercise that was checked last.
  var last: String?

  /// The exercise in which a check found this mistake last.
  func lastWith(_ diagnosis: String) -> String? {
    verdicts.filter { $0.value.checks.contains { $0.diagnosis == diagnosis } }
      .max { $0.value.date < $1.value.date }?.key
  }

  /// Keeps an order of steps under a number of its own, or finds the one that it has.
  mutating func number(of order: Verdict.Order, of exercise: String, root: String?) -> Int {
    var known = orders[exercise] ?? []
    if let same = known.first(where: { $0.token == order.token && $0.root == root }) {
      return same.number
    }
    let number = (known.last?.number ?? 0) + 1
    known.append(
      KeptOrder(
        number: number, token: order.token, told: order.told, marks: order.marks, root: root))
    orders[exercise] = Array(known.suffix(Self.mostOrders))
    return number
  }
}

/// An order of steps that a report told.
struct KeptOrder: Codable, Equatable {
  let number: Int
  let token: String
  /// What was seen in it.
  let told: String
  /// The numbers of the marked rows of its table.
  let marks: [Int]
  /// Where the exercises' files were that it is an order of; nil for the student's own.
  let root: String?
}

/// A verdict on a student's files as they were at a time.
struct KeptVerdict: Codable, Equatable {
  /// Which checks it is made from.
  enum Extent: String, Codable {
    /// All.
    case whole
    /// All but the timed and the long ones.
    case quick
    /// Those up to the first that failed.
    case firstProblem
  }

  struct Check: Codable, Equatable {
    let name: String
    let status: Status
    let points: Int
    let maxPoints: Int
    let diagnosis: String?
  }

  /// Of the files and of the kit that judged them.
  let fingerprint: String
  let date: Date
  let extent: Extent
  let status: Status
  let points: Int
  let maxPoints: Int
  let checks: [Check]
  /// The check that is to be mended first.
  let problem: String?
  /// The name of its mistake.
  let diagnosis: String?

  init(_ result: ExerciseResult, fingerprint: String, extent: Extent, date: Date = .now) {
    (self.fingerprint, self.extent) = (fingerprint, extent)
    // As it is read back: the file has whole seconds.
    self.date = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    (status, points, maxPoints) = (result.status, result.points, result.maxPoints)
    checks = result.checks.map {
      Check(
        name: $0.check, status: $0.status, points: $0.points, maxPoints: $0.maxPoints,
        diagnosis: $0.diagnosis)
    }
    problem = result.firstProblem?.check
    diagnosis = result.firstProblem?.diagnosis
  }

  /// Whether nothing is left to do: all checks hold, and none was left out.
  var isWhole: Bool { status == .passed && extent == .whole }

  var score: Score { Score(status, points: points, maxPoints: maxPoints) }
}

/// The file that progress is kept in.
///
/// Whatever is wrong with it costs what was remembered and nothing else: it is then as if there were
/// none, and the next verdict writes a new one.
struct ProgressFile {
  /// The folder for what is kept of a student, which Git ignores.
  static let folder = ".grader"

  let url: URL

  init(of kit: Kit) { self.init(in: kit.root.appendingPathComponent(Self.folder)) }

  init(in folder: URL) { url = folder.appendingPathComponent("progress.json") }

  /// What is remembered.
  func read() -> Progress {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let bytes = FileManager.default.contents(atPath: url.path),
      // Damaged, or of another version: see above.
      let progress = try? decoder.decode(Progress.self, from: bytes),
      progress.version == Progress.version
    else { return Progress() }
    return progress
  }

  /// Changes what is remembered, with no other grader in between.
  ///
  /// - Throws: An error of the file system.
  @discardableResult
  func update<Result>(_ change: (inout Progress) throws -> Result) throws -> Result {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    let lock = try LockFile(path: url.path + ".lock")
    defer { withExtendedLifetime(lock) {} }
    try lock.lock(alone: true)
    var progress = read()
    let before = progress
    let result = try change(&progress)
    guard progress != before else { return result }
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(progress).write(to: url, options: .atomic)
    return result
  }

  /// The same for what is merely convenient: a folder that can't be written to stops nobody's check.
  ///
  /// - Returns: Nil if it couldn't be kept, which is said.
  @discardableResult
  func keep<Result>(_ change: (inout Progress) throws -> Result) -> Result? {
    do {
      return try update(change)
    } catch {
      Console.say("grader: what was found couldn't be kept in \(url.path): \(error)")
      return nil
    }
  }
}
