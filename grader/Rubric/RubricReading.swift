import Foundation

/// A rubric that can't be used, and where in its file that shows.
struct RubricError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(description: String) { self.description = description }

  init(_ file: String, _ place: PlacedJSON.Place?, _ text: String) {
    self.init(description: "\(file)\(place.map { ", \($0)" } ?? ""): \(text)")
  }
}

extension Rubric {
  /// The version of the form that `rubric.schema.json` describes.
  static let version = 1

  /// Reads a rubric's file.
  ///
  /// - Parameter plan: The kit's exercises with their checks, whose names must be the rubric's.
  /// - Throws: `RubricError`.
  init(file path: String, plan: [PlannedExercise]) throws {
    let file = URL(fileURLWithPath: path).lastPathComponent
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw RubricError(
        path, nil, "there is no such file; 'grader rubric' prints a rubric to begin with")
    }
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      throw RubricError(file, nil, "it isn't UTF-8; save it as UTF-8")
    }
    try self.init(text, file: file, plan: plan)
  }

  /// Reads a rubric's text.
  init(_ text: String, file: String, plan: [PlannedExercise]) throws {
    do {
      self = try RubricReader(plan: plan).rubric(PlacedJSON(text))
    } catch let problem as PlacedJSON.Problem {
      throw RubricError(file, problem.place, problem.text)
    }
  }
}

/// Makes a rubric of JSON; each step throws `PlacedJSON.Problem` with the path of what is wrong.
private struct RubricReader {
  let plan: [PlannedExercise]

  func rubric(_ json: PlacedJSON) throws -> Rubric {
    let members = try object(
      json, "the rubric", ["version", "name", "exercises", "late", "$schema"])
    let version = try number(members["version"], "version", json)
    guard version == Double(Rubric.version) else {
      throw problem(members["version"] ?? json, "version", "must be \(Rubric.version)")
    }
    guard let exercises = members["exercises"] else {
      throw problem(json, "exercises", "is missing: it says what was assigned")
    }
    let assigned = try self.assigned(exercises)
    return Rubric(
      name: try members["name"].map { try string($0, "name") } ?? "rubric", assigned: assigned,
      late: try members["late"].map(late))
  }

  private func assigned(_ json: PlacedJSON) throws -> [Rubric.Assigned] {
    let members = try object(json, "exercises", plan.map(\.name), of: "exercise")
    guard !members.isEmpty else {
      throw problem(json, "exercises", "is empty, so nothing would be assigned")
    }
    return try plan.compactMap { exercise in
      try members[exercise.name].map { try one($0, exercise) }
    }
  }

  private func one(_ json: PlacedJSON, _ exercise: PlannedExercise) throws -> Rubric.Assigned {
    let path = "exercises.\(exercise.name)"
    let members = try object(json, path, ["points", "checks"])
    let points = try members["points"].map { try amount($0, "\(path).points") }
    var checks: [String: Int] = [:]
    if let given = members["checks"] {
      let members = try object(given, "\(path).checks", exercise.checks.map(\.name), of: "check")
      for check in exercise.checks {
        checks[check.name] = try members[check.name].map {
          try whole($0, "\(path).checks.\"\(check.name)\"")
        }
      }
    }
    let sum = exercise.checks.reduce(0) { $0 + (checks[$1.name] ?? $1.points) }
    guard sum > 0 else {
      throw problem(json, "\(path).checks", "leave nothing to earn: all of them count 0")
    }
    return Rubric.Assigned(exercise: exercise.name, points: points, checks: checks)
  }

  private func late(_ json: PlacedJSON) throws -> Rubric.Late {
    let members = try object(json, "late", ["column", "percentPerDay", "most"])
    guard let column = members["column"] else {
      throw problem(json, "late.column", "is missing: it names a column of the roster")
    }
    func percent(_ name: String) throws -> Double? {
      try members[name].map {
        let percent = try amount($0, "late.\(name)")
        guard percent <= 100 else {
          throw problem($0, "late.\(name)", "must be at most 100 percent")
        }
        return percent
      }
    }
    guard let percentPerDay = try percent("percentPerDay") else {
      throw problem(json, "late.percentPerDay", "is missing: what each day takes off, in percent")
    }
    return Rubric.Late(
      column: try string(column, "late.column"), percentPerDay: percentPerDay,
      most: try percent("most") ?? 100)
  }

  // MARK: What each value must be

  private func problem(_ json: PlacedJSON, _ path: String, _ text: String) -> PlacedJSON.Problem {
    PlacedJSON.Problem(place: json.place, text: "\(path) \(text)")
  }

  /// The members of an object, whose names must be among some.
  private func object(
    _ json: PlacedJSON, _ path: String, _ names: [String], of kind: String = "member"
  ) throws -> [String: PlacedJSON] {
    guard case .object(let members) = json.content else {
      throw problem(json, path, "must be an object, { ... }")
    }
    for member in members where !names.contains(member.name) {
      let hint =
        nearest(to: member.name, among: names).map { "did you mean \"\($0)\"?" }
        ?? "there are \(inARow(names.map { "\"\($0)\"" }, "and"))"
      throw PlacedJSON.Problem(
        place: member.place, text: "\(path) has no \(kind) \"\(member.name)\"; \(hint)")
    }
    return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
  }

  private func string(_ json: PlacedJSON, _ path: String) throws -> String {
    guard case .string(let text) = json.content, !text.isEmpty else {
      throw problem(json, path, "must be a text in quotes")
    }
    return text
  }

  private func number(_ json: PlacedJSON?, _ path: String, _ parent: PlacedJSON) throws -> Double {
    guard let json else { throw problem(parent, path, "is missing") }
    return try amount(json, path)
  }

  /// More than anybody counts with, so that sums stay exact.
  private static let most = 100_000.0

  private func amount(_ json: PlacedJSON, _ path: String) throws -> Double {
    guard case .number(let number) = json.content, number >= 0, number <= Self.most else {
      throw problem(json, path, "must be a number from 0 to \(Int(Self.most))")
    }
    return number
  }

  private func whole(_ json: PlacedJSON, _ path: String) throws -> Int {
    guard case .number(let number) = json.content, let whole = Int(exactly: number),
      0...Int(Self.most) ~= whole
    else { throw problem(json, path, "must be a whole number from 0 to \(Int(Self.most))") }
    return whole
  }
}
