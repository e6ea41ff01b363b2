/// A rubric as JSON that can be read again, with all that can be changed in it.
///
/// By hand, as the order of exercises and checks is theirs, not the alphabet's.
enum RubricText {
  static func text(of plan: [PlannedExercise], name: String) -> String {
    let exercises = plan.map { exercise in
      let checks = exercise.checks.map { "        \(quoted($0.name)): \($0.points)" }
      return """
            \(quoted(exercise.name)): {
              "points": \(exercise.points),
              "checks": {
        \(checks.joined(separator: ",\n"))
              }
            }
        """
    }
    return """
      {
        "version": \(Rubric.version),
        "name": \(quoted(name)),
        "exercises": {
      \(exercises.joined(separator: ",\n"))
        }
      }

      """
  }

  /// A text in quotes.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      // All others stand for themselves.
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
