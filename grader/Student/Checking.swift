import Foundation
import Judge

/// A result, and the files that it is of.
struct Checked: Sendable {
  let result: ExerciseResult
  /// Of the files; nil if they changed while they were judged, or there are none.
  let fingerprint: String?
}

/// Judges a student's exercises and remembers what was found.
struct Checking: Sendable {
  let kit: Kit
  let grading: Grading
  /// Where the exercises' files are.
  let root: URL
  let kitFingerprint: String

  /// The verdict on an exercise.
  func check(_ exercise: KitExercise) -> Checked {
    do {
      return check(exercise, files: try ExerciseFiles(of: exercise, below: root))
    } catch {
      let result = ExerciseResult(
        name: exercise.name, status: .judgeError, plan: [], message: "\(error)")
      return Checked(result: result, fingerprint: nil)
    }
  }

  /// The verdict on an exercise's files; nil if there are none.
  ///
  /// - Parameter say: Gets what is being done, in words that follow the exercise's name.
  func check(
    _ exercise: KitExercise, files: ExerciseFiles?, _ say: (String) -> Void = { _ in }
  ) -> Checked {
    let before = files.map { Fingerprint.of($0.files, kit: kitFingerprint) }
    var result = grading.result(of: exercise, files: files, say)
    if grading.extent.contains(.firstProblem) { result = result.upToFirstProblem }
    let after = files.map { Fingerprint.of($0.files, kit: kitFingerprint) }
    return Checked(result: result, fingerprint: before == after ? before : nil)
  }

  /// Keeps verdicts, if they are on the student's own files, and the orders of steps that they tell.
  ///
  /// - Returns: The numbers under which orders were kept, by their tokens.
  func keep(_ all: [Checked]) -> [String: Int] {
    let own = kit.root.appendingPathComponent("Exercises")
    let isOwn = root.resolvingSymlinksInPath().path == own.resolvingSymlinksInPath().path
    return ProgressFile(of: kit).keep { progress in
      if isOwn { progress.take(all, extent: extent) }
      return progress.numbers(of: all.map(\.result), root: isOwn ? nil : root.path)
    } ?? [:]
  }

  private var extent: KeptVerdict.Extent {
    grading.extent.contains(.firstProblem)
      ? .firstProblem : grading.extent.contains(.quick) ? .quick : .whole
  }
}

extension Progress {
  /// Keeps verdicts; one that is made from fewer checks doesn't take the place of a whole one.
  mutating func take(_ all: [Checked], extent: KeptVerdict.Extent) {
    for checked in all {
      let name = checked.result.name
      guard let fingerprint = checked.fingerprint, checked.result.status != .judgeError else {
        continue
      }
      // A run that looks for the first problem and finds none has run all.
      let isAll = extent == .firstProblem && checked.result.status == .passed
      let verdict = KeptVerdict(
        checked.result, fingerprint: fingerprint, extent: isAll ? .whole : extent)
      let known = verdicts[name]
      if verdict.extent != .whole, known?.extent == .whole, known?.fingerprint == fingerprint {
        continue
      }
      verdicts[name] = verdict
      if checked.result.status != .notStarted { last = name }
    }
  }

  /// Keeps the orders of steps that results tell, and returns their numbers by their tokens.
  mutating func numbers(of results: [ExerciseResult], root: String?) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for result in results {
      for order in result.checks.compactMap(\.order) {
        numbers[order.token] = number(of: order, of: result.name, root: root)
      }
    }
    return numbers
  }
}

extension ExerciseResult {
  /// The same for a run that ended at the first failed check: what would have come behind it wasn't
  /// reached, and earns nothing.
  var upToFirstProblem: ExerciseResult {
    guard let failed = checks.firstIndex(where: { $0.status == .failed }) else { return self }
    let checks = checks.enumerated().map { index, check in
      index > failed && [.notMeasured, .judgeError].contains(check.status)
        ? Verdict(check: check.check, status: .notReached, maxPoints: check.maxPoints) : check
    }
    return ExerciseResult(name: name, checks: checks, message: message)
  }
}
