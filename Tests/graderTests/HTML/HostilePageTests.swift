import Foundation
import Judge
import Testing
import Wire

@testable import grader

/// Whatever students write stays text.
@Suite struct HostilePageTests {
  /// Puts a script into every text of a document, each with a number of its own.
  private struct Attack {
    var count = 0

    mutating func text() -> String {
      count += 1
      return "'\"></td></pre></style></title><script>attack(\(count))</script><img onerror=a()>"
    }

    /// What another value of these members would not be read.
    private static let kept: Set = ["status", "kind"]

    mutating func changed(_ value: Value, of key: String = "") -> Value {
      switch value {
      case .string where Self.kept.contains(key), .string("folder"): return value
      case .string: return .string(text())
      case .array(let elements): return .array(elements.map { changed($0, of: key) })
      case .object(let members):
        return .object(
          Dictionary(
            uniqueKeysWithValues: members.keys.sorted().map {
              ($0, changed(members[$0] ?? .null, of: $0))
            }))
      case .null, .bool, .int, .double, .data, .ints: return value
      }
    }
  }

  private static func document() throws -> Document {
    var document = Document(
      root: "/class/ada",
      exercises: [
        ExerciseResult(
          name: "Ropes",
          checks: [
            verdict("it pulls", points: 3, message: "as it should"),
            verdict(
              "it holds", .failed, points: 2, diagnosis: "deadlock", message: "all slept",
              evidence: PageSamples.order, printed: "a"),
            verdict(
              "it is fast", .failed, diagnosis: "tooSlow", message: "m",
              evidence: PageSamples.rounds),
          ], message: "m"),
        ExerciseResult(
          name: "Mills", status: .didNotCompile, plan: [verdict("it turns")], message: "error"),
      ],
      entry: ClassEntry(
        identifier: "ada", displayName: "Ada", source: .folder,
        students: [Student(name: "Ada", id: "1")]),
      remarks: [
        Remark(kind: .tooMuch, exercise: "Ropes", text: "r"), Remark(kind: .late, text: "late"),
      ], sandbox: "none")
    document.exercises[0].checks[1].work = try PageSamples.work.decoded(as: WorkTimes.self)
    document.mark = Mark(
      rubric: "R", shares: [Mark.Share(exercise: "Ropes", points: 1, outOf: 2)], lateDays: 0,
      late: nil)
    return document
  }

  /// Expects that a page has no markup of others, and returns the numbers of the scripts it tells as text.
  private func attacks(in page: String) -> Set<Int> {
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.components(separatedBy: "</script").count == 2)
    #expect(page.components(separatedBy: "<style").count == 2)
    #expect(!page.contains("<img"))
    return Set(
      page.components(separatedBy: "&lt;script&gt;attack(").dropFirst().compactMap { rest in
        Int(rest.prefix { $0.isNumber })
      })
  }

  @Test func `a script in any text of a submission is told as text`() throws {
    var attack = Attack()
    let document = try attack.changed(Value(encoding: try Self.document()))
      .decoded(as: Document.self)
    let exercises = try ["01-Ropes"].map(exercise)
    let page = SubmissionPage().text(
      of: GradedSubmission(document: document, exercises: exercises))
    let told = attacks(in: page)
    func number(_ text: String?) -> Int? {
      text?.firstMatch(of: /attack\((\d+)\)/).flatMap { Int($0.1) }
    }
    let checks = document.exercises[0].checks
    let evidence = try #require(try checks[1].evidence)
    let order = try #require(StepOrder(evidence["history"]))
    var shown: [String?] = [
      document.entry?.displayName, document.sandbox, document.mark?.rubric, checks[1].printed,
      checks[1].diagnosis, checks[1].message, document.exercises[1].message,
    ]
    shown += document.exercises.map(\.name)
    shown += checks.map(\.check)
    shown += document.remarks(on: nil).map(\.text)
    shown += order.columns.dropFirst().map { $0 }
    for row in order.rows { shown += [row.step, row.place] }
    for made in order.objects { shown += [made.name, made.source] }
    for stretch in try #require(checks[1].work).stretches { shown += [stretch.work, stretch.item] }
    for text in shown {
      let number = try #require(number(text))
      #expect(told.contains(number))
    }
  }

  @Test func `a script in any text of a class is told as text`() throws {
    var attack = Attack()
    let document = try attack.changed(Value(encoding: try Self.document()))
      .decoded(as: Document.self)
    let (entry, file) = (attack.text(), attack.text())
    var graded = GradedClass(
      exercises: document.exercises.map(\.name),
      rows: [
        GradedClass.Row(
          name: entry, document: document, student: Student(name: attack.text()),
          remarks: [
            Remark(kind: .tooMuch, exercise: attack.text(), text: attack.text()),
            Remark(kind: .late, text: attack.text()),
          ]),
        GradedClass.Row(name: file, document: nil, remarks: [.notASubmission]),
      ], remarks: [Remark(kind: .removed, text: attack.text())])
    graded.rubric = attack.text()
    let told = attacks(in: ClassPage().text(of: graded))
    // All that follow the document's own, but the entry's name, which is in an address alone.
    let first = try #require(entry.firstMatch(of: /attack\((\d+)\)/).flatMap { Int($0.1) })
    for number in first + 1...attack.count { #expect(told.contains(number)) }
  }
}
