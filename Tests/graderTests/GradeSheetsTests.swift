import Foundation
import Judge
import Testing

@testable import grader

@Suite struct GradeSheetsTests {
  private static let ada = OutletSamples.document("Ada Lovelace", .moodle, number: "4711", ropes: 3)
  private static let bob = OutletSamples.document("bob", .canvas, number: "99", ropes: 4, knots: 4)
  private static let eve = OutletSamples.document("eve", .folder, number: nil, ropes: 0)

  private static func graded(_ rows: [GradedClass.Row]) -> GradedClass {
    GradedClass(exercises: ["Ropes", "Knots"], rows: rows)
  }

  private static let all = graded(
    [ada, bob, eve].map { GradedClass.Row(name: $0.entry?.identifier ?? "", document: $0) })

  @Test func `Moodle gets the mark of whoever's participant number is known`() {
    #expect(
      MoodleWorksheet().text(of: Self.all) == """
        Identifier,Full name,Email address,Grade,Maximum grade,Last modified (grade),Feedback comments
        Participant 4711,Ada Lovelace,,3,8,,"3 of 8 points. Ropes: 3 of 4 points, failed, deadlock. \
        Knots: 0 of 4 points, failed, deadlock."

        """)
    #expect(MoodleWorksheet().leftOut(of: Self.all) == ["bob", "eve"])
  }

  @Test func `a worksheet as the roster gives the numbers, names and addresses`() {
    let student = Student(
      name: "Eve, the \"last\"", email: "eve@example.org",
      fields: ["Identifier": "Participant 12", "Grade": ""])
    let rows = [GradedClass.Row(name: "eve", document: Self.eve, student: student)]
    let lines = MoodleWorksheet().text(of: Self.graded(rows)).split(separator: "\n")
    #expect(lines[1].hasPrefix("Participant 12,\"Eve, the \"\"last\"\"\",eve@example.org,0,8,,"))
  }

  @Test func `Canvas gets its own columns first, then what there is to earn, then the marks`() {
    #expect(
      CanvasSheet().text(of: Self.all) == """
        Student,ID,SIS User ID,SIS Login ID,Section,Parallelism and Concurrency
        Points Possible,,,,,8
        bob,99,,,,8

        """)
    #expect(CanvasSheet().leftOut(of: Self.all) == ["Ada Lovelace", "eve"])
  }

  @Test func `a gradebook as the roster gives Canvas what it knows students by`() {
    let student = Student(
      name: "Lovelace, Ada",
      fields: [
        "ID": "5", "SIS User ID": "s5", "SIS Login ID": "ada", "Section": "Mondays, late",
      ])
    let rows = [GradedClass.Row(name: "x", document: Self.ada, student: student)]
    let lines = CanvasSheet().text(of: Self.graded(rows)).split(separator: "\n")
    #expect(lines.last == "\"Lovelace, Ada\",5,s5,ada,\"Mondays, late\",3")
  }

  @Test func `who handed in nothing, and what the kit failed in, is in no sheet`() {
    var broken = Self.ada
    broken.exercises[0] = ExerciseResult(
      name: "Ropes", checks: [verdict("check 1", .judgeError, message: "no disk")])
    let rows = [
      GradedClass.Row(name: "Ada Lovelace", document: broken),
      GradedClass.Row(
        name: "Zoe", document: OutletSamples.document("Zoe", .roster, number: nil, ropes: 0),
        student: Student(name: "Zoe", fields: ["Identifier": "Participant 7"])),
      GradedClass.Row(
        name: "Yan", document: OutletSamples.document("Yan", .roster, number: nil, ropes: 0),
        student: Student(name: "Yan")),
    ]
    #expect(
      MoodleWorksheet().text(of: Self.graded(rows)).split(separator: "\n").count == 1)
    #expect(MoodleWorksheet().leftOut(of: Self.graded(rows)) == [])
    #expect(ClassStatistics(Self.graded(rows)).graded == 0)
  }

  @Test func `a folder of feedback is called as Moodle looks for it, whatever the name has in it`()
  {
    let student = Student(name: "Ada_Augusta/Lovelace", fields: ["Identifier": "Participant 12"])
    let row = GradedClass.Row(name: "x", document: Self.ada, student: student)
    #expect(MoodleFeedback.folder(of: row) == "Ada Augusta Lovelace_12_assignfeedback_file_")
    #expect(
      MoodleFeedback.folder(of: Self.all.rows[0]) == "Ada Lovelace_4711_assignfeedback_file_")
    #expect(MoodleFeedback.folder(of: Self.all.rows[2]) == nil)
    let odd = Student(name: "Eve", fields: ["Identifier": "../12"])
    #expect(
      MoodleFeedback.folder(of: GradedClass.Row(name: "x", document: Self.eve, student: odd)) == nil
    )
  }

  @Test func `there is no grade sheet of a class that was graded in part`() throws {
    var quick = Self.all
    quick.isQuick = true
    try withFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent("submissions"), withIntermediateDirectories: true)
      for format in ["moodle", "canvas"] {
        let outlets = Outlets(formats: [format], rubric: nil, exercises: [])
        #expect(throws: UsageError.self) { try outlets.write(quick, in: folder) { _ in } }
      }
    }
  }

  @Test func `whom the roster doesn't know is told, as late days cost them nothing`() throws {
    let rubric = Rubric(
      name: "Sheet", assigned: [Rubric.Assigned(exercise: "Ropes")],
      late: Rubric.Late(column: "days", percentPerDay: 10, most: 100))
    let known = Student(name: "Ada", fields: ["days": "1"])
    let rows = [
      GradedClass.Row(name: "ada", document: Self.ada, student: known),
      GradedClass.Row(name: "eve", document: Self.eve),
      GradedClass.Row(name: "notes", document: nil),
    ]
    try withFolder { folder in
      var said: [String] = []
      let submissions = folder.appendingPathComponent("submissions")
      try FileManager.default.createDirectory(at: submissions, withIntermediateDirectories: true)
      let outlets = Outlets(formats: [], rubric: rubric, exercises: [])
      let graded = try outlets.write(Self.graded(rows), in: folder) { said.append($0) }
      #expect(
        said == [
          "\"days\" isn't known of 1, whom the roster doesn't have, so late days cost them nothing: eve"
        ])
      #expect(graded.rows[0].document?.mark?.inWords == "2.7 of 4 (1 day late: 0.3 taken off)")
      let text = try String(
        contentsOf: submissions.appendingPathComponent("ada.md"), encoding: .utf8)
      #expect(text.contains("Counted by the rubric \"Sheet\"."))
    }
  }

  @Test func `what is written can be read again, and written otherwise`() throws {
    try withFolder { folder in
      let submissions = folder.appendingPathComponent("submissions")
      try FileManager.default.createDirectory(at: submissions, withIntermediateDirectories: true)
      for row in Self.all.rows {
        let submission = GradedSubmission(document: try #require(row.document), exercises: [])
        try JSONReport().write(submission, named: row.name, in: submissions)
      }
      let formats: Set = ["junit", "gradescope", "exercism", "excel", "moodle", "canvas"]
      let rubric = Rubric(name: "Sheet", assigned: [Rubric.Assigned(exercise: "Ropes")])
      var said: [String] = []
      _ = try Outlets(formats: formats, rubric: rubric, exercises: []).write(Self.all, in: folder) {
        said.append($0)
      }
      #expect(said.filter { $0.contains("class.moodle.csv has no line for 2") }.count == 1)
      let names = try FileManager.default.contentsOfDirectory(atPath: submissions.path)
      for ending in ["json", "md", "junit.xml", "gradescope.json", "exercism.json"] {
        #expect(names.contains("bob.\(ending)"))
      }
      let again = try StoredResults(in: folder.path).graded()
      #expect(again.exercises == ["Ropes", "Knots"])
      #expect(again.rows.map(\.name) == Self.all.rows.map(\.name))
      #expect(again.rows.map(\.document) == Self.all.rows.map(\.document))
      let excel = try Data(contentsOf: folder.appendingPathComponent("class.excel.csv"))
      #expect(excel.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
      let feedback = folder.appendingPathComponent(
        "moodle-feedback/Ada Lovelace_4711_assignfeedback_file_/feedback.md")
      #expect(try String(contentsOf: feedback, encoding: .utf8).contains("3 of 4 points"))
    }
  }
}

@Suite struct ClassStatisticsTests {
  private static func graded(_ points: [Int]) -> GradedClass {
    GradedClass(
      exercises: ["Ropes", "Knots"],
      rows: points.enumerated().map { index, points in
        let document = OutletSamples.document(
          "s\(index)", .folder, number: nil, ropes: points, diagnosis: points < 2 ? "x" : "y")
        return GradedClass.Row(name: "s\(index)", document: document)
      })
  }

  @Test func `mean and median are of what there is to earn`() {
    let odd = ClassStatistics(Self.graded([0, 4, 2]))
    #expect(odd.graded == 3)
    #expect(odd.mean == 25)
    #expect(odd.median == 25)
    #expect(ClassStatistics(Self.graded([0, 1, 2, 4])).median == 18.75)
    #expect(ClassStatistics(Self.graded([])).mean == 0)
  }

  @Test func `each check says how many passed it, and each mistake how many made it`() {
    let statistics = ClassStatistics(Self.graded([0, 1, 3]))
    #expect(statistics.checks.map(\.passed) == [2, 1, 1, 0, 0, 0, 0, 0])
    #expect(statistics.checks.map(\.begun) == Array(repeating: 3, count: 8))
    #expect(statistics.diagnoses.map(\.diagnosis) == ["x", "y"])
    #expect(statistics.diagnoses.map(\.submissions) == [2, 1])
  }

  @Test func `what several handed in together counts once, and what the kit failed in not at all`()
  {
    var graded = Self.graded([4])
    var broken = OutletSamples.document("b", .folder, number: nil, ropes: 4)
    broken.exercises[1] = ExerciseResult(
      name: "Knots", checks: [verdict("check 1", .judgeError, message: "no disk")])
    graded = GradedClass(
      exercises: graded.exercises,
      rows: graded.rows + graded.rows + [GradedClass.Row(name: "b", document: broken)])
    #expect(ClassStatistics(graded).graded == 1)
  }
}
