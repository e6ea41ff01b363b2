import Judge
import Testing

@testable import grader

@Suite struct ClassReportTests {
  private static let report = GradedClass(
    exercises: ["Ropes", "Mills"],
    rows: [
      GradedClass.Row(
        name: "ada",
        document: Document(
          root: "/class/ada",
          exercises: [
            ExerciseResult(name: "Ropes", checks: [verdict("it pulls", points: 3)]),
            ExerciseResult(
              name: "Mills",
              checks: [
                verdict("it turns", points: 2),
                verdict("it stops", .failed, points: 2, diagnosis: "deadlock", message: "m"),
                verdict("it rests", .failed, diagnosis: "busyWait", message: "m"),
              ]),
          ])),
      GradedClass.Row(name: "notes.txt", document: nil, remarks: [.notASubmission]),
      GradedClass.Row(
        name: "bob, the | last",
        document: Document(
          root: "/class/bob",
          exercises: [
            ExerciseResult(
              name: "Mills", status: .didNotCompile, plan: [verdict("it turns", points: 5)],
              message: "no")
          ],
          entry: ClassEntry(identifier: "bob", displayName: "b", source: .canvas, isLate: true),
          remarks: [
            Remark(
              kind: .nearlyNamed, exercise: "Mills", text: "'mills.swift' was taken as Mills.swift."
            )
          ]),
        student: Student(name: "Bob", id: "17")),
    ])

  @Test func `the spreadsheet has a line for each entry, graded or not`() {
    #expect(
      ClassCSV().text(of: Self.report) == """
        submission,student,id,late,points,max points,per cent,Ropes points,Ropes status,Mills points,\
        Mills status,diagnoses,doubt,remark
        ada,,,,5,8,62.5,3,passed,2,failed,deadlock busyWait,,
        notes.txt,,,,,,,,,,,,look,"This is no submission: neither a folder, an archive nor a Swift file \
        of a student's."
        "bob, the | last",Bob,17,late,0,5,0,,,0,didNotCompile,,,Mills: 'mills.swift' was taken as \
        Mills.swift.

        """)
  }

  @Test func `the table has a row for each entry, with the first diagnosis of each exercise`() {
    #expect(
      ClassMarkdown().text(of: Self.report) == """
        # Class

        | submission | student | points | Ropes | Mills | remarks |
        |---|---|---|---|---|---|
        | ada |  | 5 of 8 | 3 passed | 2 failed (deadlock) |  |
        | notes.txt |  | not graded |  |  | 1 doubt |
        | bob, the \\| last | Bob | 0 of 5 |  | 0 doesn't compile | 1 choice |

        ## Doubts to look at before marks are handed out

        - notes.txt: This is no submission: neither a folder, an archive nor a Swift file of a student's.

        ## Choices that were made

        - bob, the \\| last: Mills: 'mills.swift' was taken as Mills.swift.

        ## Statistics

        2 graded. Of what there is to earn they have 31.25% on average; half of them have 31.25% or less.

        | check | passed | of |
        |---|---|---|
        | Mills: it turns | 1 | 2 |
        | Mills: it stops | 0 | 2 |
        | Mills: it rests | 0 | 2 |

        | diagnosis | submissions |
        |---|---|
        | busyWait | 1 |
        | deadlock | 1 |

        """)
  }

  @Test func `the worst result of a class is its own; only what the grader failed at is worse`() {
    let rows = Self.report.rows
    func status(_ indices: Int...) -> Status {
      GradedClass(exercises: [], rows: indices.map { rows[$0] }).score.status
    }
    #expect(Self.report.score.status.exitStatus == 1)
    #expect(status(1) == .passed)
    let failed = GradedClass.Row(
      name: "x", document: nil, remarks: [.couldNotBeGraded(GraderError("no disk"))])
    #expect(GradedClass(exercises: [], rows: [rows[0], failed]).score.status == .judgeError)
    #expect(status(0, 2).exitStatus == 1)
    #expect(status() == .passed)
    #expect(Self.report.score.points == 5)
    #expect(Self.report.score.maxPoints == 13)
  }

  @Test func `a class without entries has headings alone`() {
    let report = GradedClass(exercises: ["Ropes"], rows: [])
    #expect(
      ClassCSV().text(of: report)
        == "submission,student,id,late,points,max points,per cent,Ropes points,Ropes status,diagnoses,doubt,remark\n"
    )
    #expect(
      ClassMarkdown().text(of: report) == """
        # Class

        | submission | student | points | Ropes | remarks |
        |---|---|---|---|---|

        """)
  }

  @Test(arguments: [
    ("", ""), ("ada", "ada"), ("ada lovelace; 2", "ada lovelace; 2"), ("it's", "it's"),
    ("a,b", "\"a,b\""), ("say \"a\"", "\"say \"\"a\"\"\""), ("a\nb", "\"a\nb\""),
    ("a\rb", "\"a\rb\""), ("\"", "\"\"\"\""),
  ])
  func `a field is quoted if it holds what separates fields`(text: String, field: String) {
    #expect(ClassCSV.field(text) == field)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("=a,b", "\"'=a,b\""), ("=\"x\"", "\"'=\"\"x\"\"\""), ("a=1", "a=1"),
    ("1-2", "1-2"), ("ada@b", "ada@b"),
  ])
  func `a field that begins like a formula is made text`(text: String, field: String) {
    #expect(ClassCSV.field(text) == field)
  }

  @Test func `names and remarks are guarded in the spreadsheet`() {
    let report = GradedClass(
      exercises: [],
      rows: [
        GradedClass.Row(
          name: "=cmd()", document: nil, remarks: [Remark(kind: .tooMuch, text: "-x, \"y\"")])
      ])
    #expect(
      ClassCSV().text(of: report) == """
        submission,student,id,late,points,max points,per cent,diagnoses,doubt,remark
        '=cmd(),,,,,,,,look,"'-x, ""y""\"

        """)
  }

  @Test func `a class without its long checks says so on every line and above the table`() {
    var report = Self.report
    report.isQuick = true
    report.remarks = [.quick]
    let lines = ClassCSV().text(of: report).split(separator: "\n").dropFirst()
    #expect(lines.count == 3)
    for line in lines { #expect(line.contains("These points are no marks.")) }
    #expect(ClassMarkdown().text(of: report).hasPrefix("# Class\n\n\(Remark.quick.text)\n\n| "))
  }
}
