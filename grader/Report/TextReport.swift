import Foundation
import Judge

/// The report that a student reads in a terminal.
struct TextReport: Report {
  let name = "text"
  var layout = Layout()
  /// Whether every check is told with its verdict.
  var tellsAllChecks = false
  /// Short numbers for the tokens of orders of steps, by the tokens.
  var numbers: [String: Int] = [:]

  func text(of submission: GradedSubmission) -> String {
    let (document, exercises) = (submission.document, submission.exercises)
    let first = document.exercises.first { $0.status == .notStarted }?.name
    let lines = document.exercises.map { line($0, exercises, isFirst: $0.name == first) }
    let checks = tellsAllChecks ? document.exercises.map { self.checks($0, exercises) } : []
    let problems = document.exercises.compactMap { problem($0, document.remarks, exercises) }
    let remarks = document.remarks(on: nil).map { layout.wrapped($0.text) }
    let rubric = document.mark?.rubric.map { ", by the rubric \"\($0)\"" } ?? ""
    let sum =
      "\(document.counted.inWords) points\(rubric)" + path(of: document) + help(on: document)
    let quick = document.isQuick == true ? ["\n" + layout.wrapped(Remark.quick.text)] : []
    return
      (lines + [""] + (checks + problems + remarks).flatMap { [$0, ""] }
      + [layout.wrapped(sum)] + quick + [""]).joined(separator: "\n")
  }

  /// What there is to read about one exercise: every check, if that is wanted, and the first problem.
  func text(
    of result: ExerciseResult, _ exercises: [KitExercise], tellsAllChecks: Bool
  ) -> String {
    let checks = tellsAllChecks ? self.checks(result, exercises) : nil
    return ([checks, problem(result, nil, exercises)].compactMap(\.self)).joined(separator: "\n\n")
  }

  /// Where it is said how to read what the judge says.
  private func help(on document: Document) -> String {
    if document.exercises.count == 1, document.score.status == .passed,
      document.score.points == document.score.maxPoints
    {
      let unmeasured = document.exercises[0].checks.count { $0.status == .notMeasured }
      let rest =
        unmeasured == 0
        ? "" : ", except for \(unmeasured) that \(unmeasured == 1 ? "wasn't" : "weren't") measured"
      return "\n\n"
        + layout.wrapped(
          "All checks of \(document.exercises[0].name) hold\(rest). What comes next: "
            + "swift run grader next")
    }
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

  /// One line for an exercise; of those that aren't started, the first tells which file to open.
  private func line(
    _ result: ExerciseResult, _ exercises: [KitExercise], isFirst: Bool
  ) -> String {
    let exercise = exercises.first { $0.name == result.name }
    let width = exercises.map(\.name.count).max() ?? 0
    let name = result.name.padding(toLength: width, withPad: " ", startingAt: 0)
    let status = result.status.inWords.padding(toLength: 15, withPad: " ", startingAt: 0)
    let points = "\(result.score.inWords) points"
    let line = "\(exercise?.number ?? "  ") \(name)  \(coloured(status, result.status)) \(points)"
    let remark = remark(on: result, file: isFirst ? exercise?.stub : nil)
    guard !remark.isEmpty else { return line }
    let plain = columns(of: name) + 1 + columns(of: status) + columns(of: points) + 5
    return plain + 3 + columns(of: remark) <= layout.width
      ? "\(line)   \(remark)" : line + "\n" + layout.wrapped(indented(remark))
  }

  /// What there is to say beside the points.
  private func remark(on result: ExerciseResult, file: String?) -> String {
    switch result.status {
    case .notStarted:
      if let message = result.message, !message.isEmpty { return message }
      return file.map { "open \($0)" } ?? ""
    case .passed:
      let unmeasured = result.checks.count { $0.status == .notMeasured }
      return unmeasured > 0 ? "(\(unmeasured) not measured)" : ""
    case .failed, .didNotCompile, .notMeasured, .notReached, .judgeError: return ""
    }
  }

  /// Every check with its verdict.
  private func checks(_ result: ExerciseResult, _ exercises: [KitExercise]) -> String {
    let lines = result.checks.map { check -> String in
      let name = check.diagnosis ?? check.status.inWords
      let text = "\(check.check) (\(check.score.inWords))"
      guard layout.width >= Self.leastForColumns else {
        return indented(coloured(name, check.status)) + "\n" + inset(indented(text))
      }
      let verdict = name.padding(toLength: 20, withPad: " ", startingAt: 0)
      let room = layout.indented(by: 24)
      let lines = room.wrapped(text).split(separator: "\n").map(String.init)
      return "   \(coloured(verdict, check.status)) "
        + lines.joined(separator: "\n" + String(repeating: " ", count: 24))
    }
    let heading = layout.wrapped(heading(result, exercises) + ": all checks")
    return ([heading] + lines).joined(separator: "\n")
  }

  private func heading(_ result: ExerciseResult, _ exercises: [KitExercise]) -> String {
    let number = exercises.first { $0.name == result.name }?.number ?? ""
    return "\(number) \(result.name)"
  }

  /// The first thing to mend in an exercise.
  private func problem(
    _ result: ExerciseResult, _ all: [Remark]?, _ exercises: [KitExercise]
  ) -> String? {
    let heading = heading(result, exercises)
    let remarks = (all ?? []).filter { $0.exercise == result.name }.map(\.text)
    if result.status == .didNotCompile || (result.status == .judgeError && result.message != nil) {
      return layout.wrapped("\(heading): \(result.status.inWords)") + "\n"
        + ([result.message ?? ""] + remarks).map(inset).joined(separator: "\n")
    }
    let remark = (remarks + [result.message].compactMap(\.self)).map { "\n" + inset($0) }.joined()
    guard let check = result.firstProblem else {
      let told = remarks.map { layout.wrapped("\(heading): \($0)") }
      guard result.status == .passed else {
        return told.isEmpty ? nil : told.joined(separator: "\n")
      }
      let measured = result.checks.compactMap { check in
        (check.status == .notMeasured ? check.message : check.measurement?.plot)
          .map { layout.wrapped("\(heading): \(check.check)") + "\n" + inset($0) }
      }
      return told.isEmpty && measured.isEmpty ? nil : (told + measured).joined(separator: "\n")
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
    return layout.wrapped("\(heading): \(check.check)\(name)") + remark + "\n"
      + inset(message(of: check) + rest)
  }

  /// What a verdict says, with short numbers for long tokens.
  private func message(of check: Verdict) -> String {
    let tables: Tables =
      layout.isWide ? .whole : .narrow(columns: layout.indented(by: Self.margin).width)
    let message = Message(check, tables: tables).lines { indented($0) }
    guard let token = check.order?.token, let number = numbers[token] else { return message }
    return message.replacing(
      token, with: "\(number)\n(\(number) is the number that this order is kept under.)")
  }

  private static let margin = 3
  /// In a narrower terminal, what would stand beside each other stands one below the other.
  private static let leastForColumns = 60

  /// Text below a heading.
  private func inset(_ text: String) -> String {
    indented(layout.indented(by: Self.margin).wrapped(text))
  }

  private func coloured(_ text: String, _ status: Status) -> String {
    guard layout.hasColour else { return text }
    let colour =
      switch status {
      case .passed: 32
      case .notStarted, .notMeasured, .notReached: 33
      case .failed, .didNotCompile, .judgeError: 31
      }
    return "\u{1b}[\(colour)m\(text)\u{1b}[0m"
  }
}
