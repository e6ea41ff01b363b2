import Foundation
import Judge

/// Grades the entries of a class and writes their reports, so that it can be stopped at any moment.
///
/// What is done is known by the reports alone: the one that is read again is written last, and at once.
struct ClassRun: Sendable {
  /// What happens on the way, for whoever watches.
  enum Event: Sendable, Equatable {
    case began(String)
    /// A report of an entry has been written: all but the last may be there without the others.
    case wrote(String)
    case ended(String, Score, isKept: Bool)
    case failed(String, reason: String)
  }

  let out: OutFolder
  /// All that the kit has, for the reports.
  let all: [KitExercise]
  let jobs: Int
  let isQuick: Bool
  /// Whether code runs in a sandbox, and why not, in a sentence.
  let sandbox: String
  /// The kit, and how it grades: with another, a result is no longer true.
  let way: String
  /// The identifiers of entries that are graded though their results are there.
  var again: Set<String> = []
  let choose: @Sendable (ClassIntake.Submission) -> Choices
  let grade: @Sendable (ClassIntake.Submission, Choices) throws -> [ExerciseResult]
  let tell: @Sendable (Event) -> Void

  /// Grades what isn't graded yet.
  ///
  /// - Parameters:
  ///   - submissions: The entries.
  ///   - folder: Where the class lies, for the documents.
  func rows(of submissions: [ClassIntake.Submission], in folder: URL) -> [GradedClass.Row] {
    inParallel(submissions, jobs: jobs) { submission in
      let name = submission.entry.identifier
      tell(.began(name))
      do {
        let (document, isKept) = try document(of: submission, in: folder)
        tell(.ended(name, document.score, isKept: isKept))
        return Self.rows(name, document, students: submission.entry.students)
      } catch {
        tell(.failed(name, reason: "\(error)"))
        return Self.rows(
          name, nil, students: submission.entry.students,
          remarks: submission.remarks + [.couldNotBeGraded(error)])
      }
    }.flatMap(\.self)
  }

  /// A row for each of those whose work it is.
  private static func rows(
    _ name: String, _ document: Document?, students: [Student], remarks: [Remark]? = nil
  ) -> [GradedClass.Row] {
    guard !students.isEmpty else {
      return [GradedClass.Row(name: name, document: document, remarks: remarks)]
    }
    return students.map {
      GradedClass.Row(name: name, document: document, student: $0, remarks: remarks)
    }
  }

  /// The result of one entry: the one in its report if that is still true, else a new one.
  private func document(
    of submission: ClassIntake.Submission, in folder: URL
  ) throws -> (Document, isKept: Bool) {
    let name = submission.entry.identifier
    let choices = choose(submission)
    // Without a sandbox, or in one, another result may come about.
    let fingerprint = try choices.fingerprint("\(way) \(sandbox)")
    let report = out.document(of: name)
    let before = Self.read(report)
    let isKept = before?.fingerprint == fingerprint && !again.contains(name)
    if !isKept, before != nil {
      // Until the new one is there, nobody must take the old one for it.
      try FileManager.default.removeItem(at: report)
    }
    let results = isKept ? before?.exercises : nil
    // Of what was never handed in there is nothing to choose.
    let remarks =
      submission.remarks + (submission.entry.source == .roster ? [] : choices.remarks)
    let document = Document(
      root: folder.appendingPathComponent(submission.name).path,
      exercises: try results ?? grade(submission, choices), fingerprint: fingerprint,
      entry: submission.entry, remarks: remarks.isEmpty ? nil : remarks,
      isQuick: isQuick ? true : nil, sandbox: sandbox)
    if document != before { try write(document, named: name) }
    return (document, isKept)
  }

  private static func read(_ report: URL) -> Document? {
    // A report that can't be read is of no use; the submission is graded again.
    FileManager.default.contents(atPath: report.path).flatMap {
      try? JSONDecoder().decode(Document.self, from: $0)
    }
  }

  private func write(_ document: Document, named name: String) throws {
    let graded = GradedSubmission(document: document, exercises: all)
    for file in Reports.filesOfSubmission {
      try file.write(graded, named: name, in: out.submissions)
      tell(.wrote("\(name).\(file.name)"))
    }
    // Last, since a report that is there says that all of it is there. A result that is the kit's
    // own failure is to be tried again.
    guard document.score.status != .judgeError else { return }
    try JSONReport().write(graded, named: name, in: out.submissions)
    tell(.wrote("\(name).json"))
  }
}
