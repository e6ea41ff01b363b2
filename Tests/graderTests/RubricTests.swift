import Foundation
import Judge
import Testing

@testable import grader

@Suite struct RubricTests {
  private static let plan = [
    PlannedExercise(
      name: "Ropes",
      checks: [
        PlannedCheck(name: "it pulls", points: 3), PlannedCheck(name: "it holds", points: 1),
      ]),
    PlannedExercise(name: "Knots", checks: [PlannedCheck(name: "a \"bow\"", points: 2)]),
  ]

  private static let document = Document(
    root: "/class/ada",
    exercises: [
      ExerciseResult(
        name: "Ropes",
        checks: [
          verdict("it pulls", points: 3), verdict("it holds", .failed, points: 1, diagnosis: "x"),
        ]), ExerciseResult(name: "Knots", checks: [verdict("a \"bow\"", .notMeasured, points: 2)]),
    ])

  @Test func `the printed rubric can be read again, and counts as the kit does`() throws {
    let text = RubricText.text(of: Self.plan, name: "Sheet \"3\"")
    let rubric = try read(text)
    #expect(rubric.name == "Sheet \"3\"")
    #expect(rubric.assigned.map(\.exercise) == ["Ropes", "Knots"])
    let marked = try rubric.applied(to: Self.document, of: nil)
    #expect(marked.exercises == Self.document.exercises)
    #expect(marked.mark?.points == 5)
    #expect(marked.mark?.outOf == 6)
  }

  @Test func `exercises that weren't assigned aren't told, and checks count as it says`() throws {
    let rubric = try read(
      """
      {"version": 1, "name": "Sheet 3", "exercises": {
        "Ropes": {"points": 20, "checks": {"it pulls": 4, "it holds": 6}}}}
      """)
    let marked = try rubric.applied(to: Self.document, of: nil)
    #expect(marked.exercises.map(\.name) == ["Ropes"])
    #expect(marked.exercises[0].score.inWords == "4 of 10")
    #expect(marked.exercises[0].checks.map(\.points) == [4, 0])
    #expect(marked.mark?.inWords == "8 of 20")
    #expect(marked.mark?.rubric == "Sheet 3")
  }

  @Test func `late days take off of what was earned, and not more than the most`() throws {
    let rubric = try read(
      """
      {"version": 1, "exercises": {"Knots": {}},
       "late": {"column": "days", "percentPerDay": 15, "most": 40}}
      """)
    func mark(_ days: String) throws -> String? {
      let student = Student(name: "Ada", fields: ["days": days])
      return try rubric.applied(to: Self.document, of: student).mark?.inWords
    }
    #expect(try mark("") == "2 of 2")
    #expect(try mark("0") == "2 of 2")
    #expect(try mark("1") == "1.7 of 2 (1 day late: 0.3 taken off)")
    #expect(try mark(" 2,5 ") == "1.25 of 2 (2.5 days late: 0.75 taken off)")
    #expect(try mark("9") == "1.2 of 2 (9 days late: 0.8 taken off)")
    #expect(try rubric.applied(to: Self.document, of: nil).mark?.inWords == "2 of 2")
    let error = #expect(throws: Rubric.LateDaysError.self) { try mark("two") }
    #expect(
      error?.description
        == "the roster has 'two' as \"days\" of Ada; a number of days is expected, or nothing")
    #expect(throws: Rubric.LateDaysError.self) {
      try rubric.applied(to: Self.document, of: Student(name: "Bob", fields: ["late": "1"]))
    }
  }

  @Test(arguments: [
    ("", "line 1, column 1: a value is missing"),
    ("{\"version\": 1,\n \"exercises\" {}}", "line 2, column 14: '{' stands where ':' is expected"),
    (
      "{\"version\": 1, \"version\": 1}",
      "line 1, column 16: \"version\" stands here for the second time"
    ),
    ("{\"version\": 1} x", "line 1, column 16: 'x' stands behind the end"),
    ("{\"version\": one}", "line 1, column 13: 'one' is no value; a text stands in quotes"),
    ("[]", "line 1, column 1: the rubric must be an object, { ... }"),
    ("{}", "line 1, column 1: version is missing"),
    ("{\"version\": 2}", "line 1, column 13: version must be 1"),
    (
      "{\"version\": 1}",
      "line 1, column 1: exercises is missing: it says what was assigned"
    ),
    (
      "{\"version\": 1, \"excercises\": {}}",
      "line 1, column 16: the rubric has no member \"excercises\"; did you mean \"exercises\"?"
    ),
    (
      "{\"version\": 1, \"exercises\": {}}",
      "line 1, column 29: exercises is empty, so nothing would be assigned"
    ),
    (
      "{\"version\": 1, \"exercises\": {\n  \"Rops\": {}}}",
      "line 2, column 3: exercises has no exercise \"Rops\"; did you mean \"Ropes\"?"
    ),
    (
      "{\"version\": 1, \"exercises\": {\n  \"Basket weaving\": {}}}",
      "line 2, column 3: exercises has no exercise \"Basket weaving\"; there are \"Ropes\" and \"Knots\""
    ),
    (
      "{\"version\": 1, \"exercises\": {\"Ropes\": {\"checks\": {\n\"it puls\": 3}}}}",
      "line 2, column 1: exercises.Ropes.checks has no check \"it puls\"; did you mean \"it pulls\"?"
    ),
    (
      "{\"version\": 1, \"exercises\": {\"Ropes\": {\"checks\": {\"it pulls\": 1.5}}}}",
      "line 1, column 63: exercises.Ropes.checks.\"it pulls\" must be a whole number from 0 to 100000"
    ),
    (
      "{\"version\": 1, \"exercises\": {\"Ropes\": {\"points\": -1}}}",
      "line 1, column 50: exercises.Ropes.points must be a number from 0 to 100000"
    ),
    (
      "{\"version\": 1, \"exercises\": {\"Knots\": {\"checks\": {\"a \\\"bow\\\"\": 0}}}}",
      "line 1, column 39: exercises.Knots.checks leave nothing to earn: all of them count 0"
    ),
    (
      "{\"version\": 1, \"exercises\": {\"Knots\": {}}, \"late\": {\"percentPerDay\": 10}}",
      "line 1, column 52: late.column is missing: it names a column of the roster"
    ),
    (
      "{\"version\": 1, \"exercises\": {\"Knots\": {}}, \"late\": {\"column\": \"d\", \"percentPerDay\": 101}}",
      "line 1, column 85: late.percentPerDay must be at most 100 percent"
    ),
  ])
  func `what is wrong in a rubric is told with its place`(text: String, told: String) {
    #expect(throws: RubricError(description: "sheet.json, \(told)")) { try read(text) }
  }

  @Test func `a file that isn't there, or isn't UTF-8, is told as such`() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("sheet.json")
      #expect(throws: RubricError.self) { try Rubric(file: file.path, plan: Self.plan) }
      try Data([0x7B, 0xFF]).write(to: file)
      #expect(throws: RubricError(description: "sheet.json: it isn't UTF-8; save it as UTF-8")) {
        try Rubric(file: file.path, plan: Self.plan)
      }
    }
  }

  @Test func `JSON is read with all its escapes, and a byte order mark before it`() throws {
    let json = try PlacedJSON(
      "\u{FEFF}[\"\\u00e9\\ud83d\\ude00\\n\\/\", -1.5e1, true, null, [], {}]")
    guard case .array(let elements) = json.content, case .string(let text) = elements[0].content,
      case .number(let number) = elements[1].content
    else {
      Issue.record("\(json)")
      return
    }
    #expect(text == "é😀\n/")
    #expect(number == -15)
    for wrong in [
      "\"\\x\"", "\"\\ud83d\"", "\"a\nb\"", "01", "[1,]", "\"", "{\"a\":1", "+1", "nul",
    ] {
      #expect(throws: PlacedJSON.Problem.self, "\(wrong)") { try PlacedJSON(wrong) }
    }
    #expect(throws: PlacedJSON.Problem.self) {
      try PlacedJSON(String(repeating: "[", count: 100_000))
    }
  }

  @Test func `the schema knows the members that are read, and no others`() throws {
    let bytes = Data(try text(of: "grader/Rubric/rubric.schema.json").utf8)
    let schema = try #require(JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    let members = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(members.keys.sorted() == ["$schema", "exercises", "late", "name", "version"])
    let late = try #require(members["late"]?["properties"] as? [String: Any])
    #expect(late.keys.sorted() == ["column", "most", "percentPerDay"])
    #expect((members["version"]?["const"] as? Int) == Rubric.version)
  }

  @Test(arguments: [
    (0.0, "0"), (3, "3"), (34.5, "34.5"), (1.0 / 3, "0.33"), (2.0 / 3, "0.67"), (0.05, "0.05"),
    (99.999, "100"), (-1.25, "-1.25"), (12_345.678, "12345.68"),
  ])
  func `numbers have two places at most, and a point`(value: Double, told: String) {
    #expect(Mark.number(value) == told)
  }

  private func read(_ text: String) throws -> Rubric {
    try Rubric(text, file: "sheet.json", plan: Self.plan)
  }
}
