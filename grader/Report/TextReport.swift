import Foundation
import Judge

/// The report that a student reads in a terminal.
struct TextReport: Report {
  let name = "text"
  var hasColour = false

  func text(of submission: GradedSubmission) -> String {
    let (document, exercises) = (submission.document, submission.exercises)
    let lines = document.exercises.map { line($0, exercises) }
    let problems = document.exercises.compactMap { problem($0, exercises) }
    let rubric = document.mark?.rubric.map { ", by the rubric \"\($0)\"" } ?? ""
    let sum =
      "\(document.counted.inWords) points\(rubric)" + path(of: document) + help(on: document)
    return (lines + [""] + problems.flatMap { [$0, ""] } + [sum + "\n"]).joined(separator: "\n")
  }

  /// Where it is said how to read what the judge says.
  private func help(on document: Document) -> String {
    guard document.exercises.contains(where: { $0.firstProblem?.diagnosis != nil }) else {
      return ""
    }
    return "\n\nWhat the judge does, and how to read this: Exercises/README.md, "
      + "\"How to read a report\""
  }

  /// Where somebody begins who hasn't begun yet.
  private func path(of document: Document) -> String {
    guard document.exercises.count > 1,
      document.exercises.allSatisfy({ $0.status == .notStarted })
    else { return "" }
    return "\n\nThe path from one exercise to the next is in Exercises/README.md."
  }

  /// One line for an exercise.
  private func line(_ result: ExerciseResult, _ exercises: [KitExercise]) -> String {
    let exercise = exercises.first { $0.name == result.name }
    let width = exercises.map(\.name.count).max() ?? 0
    let name = result.name.padding(toLength: width, withPad: " ", startingAt: 0)
    let status = result.status.inWords.padding(toLength: 15, withPad: " ", startingAt: 0)
    let points = "\(result.score.inWords) points"
    var line = "\(exercise?.number ?? "  ") \(name)  \(coloured(status, result.status)) \(points)"
    switch result.status {
    case .notStarted:
      let hint = result.message ?? ""
      line += "   \(hint.isEmpty ? "open \(exercise?.stub ?? "its file")" : hint)"
    case .passed:
      let unmeasured = result.checks.count { $0.status == .notMeasured }
      if unmeasured > 0 { line += "   (\(unmeasured) not measured)" }
    case .failed, .didNotCompile, .notMeasured, .notReached, .judgeError: break
    }
    return line
  }

  /// The first thing to mend in an exercise.
  private func problem(_ result: ExerciseResult, _ exercises: [KitExercise]) -> String? {
    let number = exercises.first { $0.name == result.name }?.number ?? ""
    let heading = "\(number) \(result.name)"
    if result.status == .didNotCompile || (result.status == .judgeError && result.message != nil) {
      return "\(heading): \(result.status.inWords)\n\(indented(result.message ?? ""))"
    }
    let remark = result.message.map { "\n" + indented($0) } ?? ""
    guard let check = result.firstProblem else {
      guard result.status == .passed else { return nil }
      let told = result.checks.compactMap { check in
        (check.status == .notMeasured ? check.message : check.measurement?.plot)
          .map { "\(heading): \(check.check)\n\(indented($0))" }
      }
      return told.isEmpty ? nil : told.joined(separator: "\n")
    }
    let others = result.checks.count { $0.status == .failed || $0.status == .judgeError } - 1
    let unreached = result.checks.count { $0.status == .notReached }
    let more = [
      others > 0 ? (others == 1 ? "1 more check fails" : "\(others) more checks fail") : nil,
      unreached > 0
        ? "\(unreached) \(others > 0 ? "" : unreached == 1 ? "check " : "checks ")"
          + "\(unreached == 1 ? "wasn't" : "weren't") reached" : nil,
    ].compactMap(\.self).joined(separator: ", ")
    let rest = more.isEmpty ? "" : "\n(\(more); mend this one first.)"
    let name = check.diagnosis.map { " [\($0)]" } ?? ""
    return "\(heading): \(check.check)\(name)\(remark)\n"
      + indented(Message(check).lines { indented($0) } + rest)
  }

  private func coloured(_ text: String, _ status: Status) -> String {
    guard hasColour else { return text }
    let colour =
      switch status {
      case .passed: 32
      case .notStarted, .notMeasured, .notReached: 33
      case .failed, .didNotCompile, .judgeError: 31
      }
    return "\u{1b}[\(colour)m\(text)\u{1b}[0m"
  }
}
