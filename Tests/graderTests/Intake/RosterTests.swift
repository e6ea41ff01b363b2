import Testing

@testable import grader

@Suite struct CSVTests {
  @Test(arguments: ["\n", "\r\n", "\r"])
  func `fields with commas, quotes and line ends stand in quotes`(end: String) throws {
    let text = "name,id\(end)\"Lovelace, Ada\",1\(end)\"say \"\"a\"\"\",2\(end)\"two\(end)lines\",3"
    let rows = try CSV(text).rows
    #expect(
      rows.map(\.fields) == [
        ["name", "id"], ["Lovelace, Ada", "1"], ["say \"a\"", "2"], ["two\(end)lines", "3"],
      ])
    #expect(rows.map(\.line) == [1, 2, 3, 4])
  }

  @Test(arguments: [";", "\t"])
  func `semicolons and tabulators do as well, and a byte order mark is passed over`(
    separator: String
  ) throws {
    let text = "\u{feff}name\(separator)id\nAda, Countess\(separator)1\n\n"
    #expect(try CSV(text).rows.map(\.fields) == [["name", "id"], ["Ada, Countess", "1"]])
  }

  @Test(arguments: [
    ("a,b\n1,\"open\n2,3", 2, 3, "this quote is never closed"),
    (
      "a,b\n1,x\"y", 2, 4,
      "a quote in the middle of a field; put the whole field in quotes and double it"
    ),
    ("a\n\"x\"y\n", 2, 4, "text behind a closed quote; a quote within a field is doubled"),
    (
      "a\n\"1\n2\",b\"c", 3, 5,
      "a quote in the middle of a field; put the whole field in quotes and double it"
    ),
  ])
  func `a mistake is told with its line and column`(
    text: String, line: Int, column: Int, reason: String
  ) {
    #expect(throws: CSV.Problem(line: line, column: column, reason: reason)) { try CSV(text) }
  }
}

@Suite struct RosterTests {
  private static let ours =
    "name,id,email,entry\nAda Lovelace,100,ada@x.edu,\nBob,101,bob@x.edu,team 7\n"
  private static let moodle = """
    Identifier,Full name,Email address,Status,Grade
    Participant 12345,Ada Lovelace,ada@x.edu,Submitted,
    """
  private static let canvas = """
    Student,ID,SIS User ID,SIS Login ID,Section
        Points Possible,,,,
    "Lovelace, Ada",101,S-7,alovelace,A
    """
  private static let gradescope = "First Name,Last Name,SID,Email\nAda,Lovelace,100,ada@x.edu\n"

  @Test(arguments: [
    (ours, ClassEntry(identifier: "x", displayName: "Ada Lovelace", source: .folder)),
    (ours, ClassEntry(identifier: "x", displayName: "lovelace ada", source: .folder)),
    (ours, ClassEntry(identifier: "x", displayName: "ada", source: .archive)),
    (ours, ClassEntry(identifier: "x", displayName: "100", source: .folder)),
    (moodle, ClassEntry(identifier: "x", displayName: "?", source: .moodle, systemID: "12345")),
    (canvas, ClassEntry(identifier: "x", displayName: "?", source: .canvas, systemID: "101")),
    (canvas, ClassEntry(identifier: "x", displayName: "lovelaceada", source: .canvas)),
    (canvas, ClassEntry(identifier: "x", displayName: "ALovelace", source: .folder)),
    (
      gradescope,
      ClassEntry(
        identifier: "x", displayName: "?", source: .gradescope,
        students: [Student(name: "A.", id: "100")])
    ),
  ])
  func `an entry is tied to its student by what both systems know`(
    text: String, entry: ClassEntry
  ) throws {
    let students = try Roster(text).students(of: entry, name: "x")
    #expect(students.map { $0.name.contains("Ada") } == [true])
  }

  @Test func `the roster may name an entry, which goes before everything else`() throws {
    let roster = try Roster(Self.ours)
    let entry = ClassEntry(identifier: "team 7", displayName: "Ada Lovelace", source: .folder)
    #expect(roster.students(of: entry, name: "team 7").map(\.name) == ["Bob"])
    let nobody = ClassEntry(identifier: "y", displayName: "Zoe", source: .folder)
    #expect(roster.students(of: nobody, name: "y").isEmpty)
  }

  @Test func `the whole line stays with the student, by its headings`() throws {
    let line = try #require(try Roster(Self.canvas).lines.first)
    #expect(line.student.fields["Section"] == "A")
    #expect(line.student.id == "101")
  }

  @Test(arguments: [
    ("", 1, 1, "the roster is empty; it needs \(Roster.columns)"),
    (
      "id,email\n1,a\n", 1, 1,
      "no column is called name; a roster has the columns \(Roster.columns)"
    ),
    ("name,id\nAda,1\nBob,2,3\n", 3, 7, "3 fields where the heading has 2"),
    ("name,id\nAda,1\nBob,1\n", 3, 1, "'1' is the id of line 2 already"),
  ])
  func `a mistake is told with its line and column`(
    text: String, line: Int, column: Int, reason: String
  ) {
    #expect(throws: CSV.Problem(line: line, column: column, reason: reason)) { try Roster(text) }
  }
}
