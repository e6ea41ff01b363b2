/// What was assigned in a course, and what it counts there.
struct Rubric: Equatable, Sendable {
  /// One exercise that was assigned.
  struct Assigned: Equatable, Sendable {
    let exercise: String
    /// What the whole exercise counts; nil for the sum of its checks.
    var points: Double?
    /// What checks count that don't count as the kit has it, by their names.
    var checks: [String: Int] = [:]
  }

  /// What days cost.
  struct Late: Codable, Equatable, Sendable {
    /// The column of the roster that has the number of days.
    let column: String
    /// So much of what was earned is taken off for each day, in percent.
    let percentPerDay: Double
    /// At most so much is taken off, in percent.
    let most: Double
  }

  /// What reports and grade sheets call it.
  let name: String
  /// In teaching order.
  let assigned: [Assigned]
  var late: Late?

  func has(_ exercise: String) -> Bool { assigned.contains { $0.exercise == exercise } }

  /// A student's late days can't be read.
  struct LateDaysError: Error, CustomStringConvertible {
    let description: String
  }

  /// The result as this rubric counts it: the exercises that were assigned, with its points, and the mark.
  ///
  /// - Parameter student: Whose late days count; nil if nobody's do.
  /// - Throws: `LateDaysError` if the roster's column isn't there, or holds no number.
  func applied(to document: Document, of student: Student?) throws -> Document {
    var marked = document
    marked.exercises = assigned.compactMap { one in
      document.exercises.first { $0.name == one.exercise }.map { counted($0, as: one) }
    }
    let shares = assigned.compactMap { one -> Mark.Share? in
      guard let result = marked.exercises.first(where: { $0.name == one.exercise }) else {
        return nil
      }
      let outOf = one.points ?? Double(result.maxPoints)
      let part = result.maxPoints == 0 ? 0 : Double(result.points) / Double(result.maxPoints)
      return Mark.Share(exercise: one.exercise, points: outOf * part, outOf: outOf)
    }
    let days = try lateDays(of: student)
    marked.mark = Mark(rubric: name, shares: shares, lateDays: days, late: late)
    return marked
  }

  private func counted(_ result: ExerciseResult, as assigned: Assigned) -> ExerciseResult {
    var result = result
    for index in result.checks.indices {
      guard let points = assigned.checks[result.checks[index].check] else { continue }
      let check = result.checks[index]
      // A check earns all of its points or none.
      let isEarned = check.maxPoints > 0 && check.points == check.maxPoints
      result.checks[index].points = isEarned ? points : 0
      result.checks[index].maxPoints = points
    }
    result.points = result.checks.reduce(0) { $0 + $1.points }
    result.maxPoints = result.checks.reduce(0) { $0 + $1.maxPoints }
    return result
  }

  private func lateDays(of student: Student?) throws -> Double {
    guard let late, let student else { return 0 }
    guard let field = student.fields[late.column] else {
      throw LateDaysError(
        description:
          "the roster has no column \"\(late.column)\", which the rubric takes late days "
          + "from; it has \(inARow(student.fields.keys.sorted(), "and"))")
    }
    let text = field.filter { !$0.isWhitespace }
    if text.isEmpty { return 0 }
    guard let days = Double(text.replacing(",", with: ".")), days >= 0, days.isFinite else {
      throw LateDaysError(
        description: "the roster has '\(field)' as \"\(late.column)\" of \(student.name); a number "
          + "of days is expected, or nothing")
    }
    return days
  }
}

/// An exercise with the checks that the kit has for it.
struct PlannedExercise: Equatable, Sendable {
  let name: String
  let checks: [PlannedCheck]

  var points: Int { checks.reduce(0) { $0 + $1.points } }
}

struct PlannedCheck: Equatable, Sendable {
  let name: String
  let points: Int
}
