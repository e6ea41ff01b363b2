import Judge

/// What comes of judging a solution: the diagnosis of its first problem, or else a status.
///
/// Its raw value is what reports and the journal call it.
enum Ending: RawRepresentable, Hashable, Sendable, Codable, CodingKeyRepresentable {
  case status(Status)
  /// The message points at a line of the mistake and what the code printed is told, unless it says
  /// `isElsewhere`.
  case diagnosis(String, isElsewhere: Bool = false)

  static let passed = Ending.status(.passed)
  static let notStarted = Ending.status(.notStarted)

  private static let elsewhere = " (elsewhere)"

  init(rawValue: String) {
    if let status = Status(rawValue: rawValue) {
      self = .status(status)
    } else if rawValue.hasSuffix(Self.elsewhere) {
      self = .diagnosis(String(rawValue.dropLast(Self.elsewhere.count)), isElsewhere: true)
    } else {
      self = .diagnosis(rawValue)
    }
  }

  var rawValue: String {
    switch self {
    case .status(let status): status.rawValue
    case .diagnosis(let name, let isElsewhere): name + (isElsewhere ? Self.elsewhere : "")
    }
  }

  /// What came of a solution, of whose lines the message must point at one, and of which these prints
  /// must be told.
  init(of result: ExerciseResult, lines: [String], prints: [String]) {
    // A kit that failed anywhere has proved nothing.
    let problem = result.status == .judgeError ? nil : result.firstProblem
    guard let problem, let diagnosis = problem.diagnosis else {
      self = .status(problem?.status ?? result.status)
      return
    }
    let printed = (problem.printed ?? "").split(separator: "\n")
    let isTold = prints.allSatisfy { printed.contains(Substring($0)) }
    let isThere = lines.isEmpty || lines.contains(where: problem.shows)
    self = .diagnosis(diagnosis, isElsewhere: !isTold || !isThere)
  }
}
