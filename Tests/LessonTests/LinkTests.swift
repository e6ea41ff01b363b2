import Foundation
import Testing

@testable import grader

@Suite struct LinkTests {
  @Test func `every link in the lessons and in the kit's other texts leads somewhere`() throws {
    for lesson in try Lesson.all() + Lesson.papers() {
      for link in lesson.links where !link.contains("://") {
        #expect(try leadsSomewhere(link, from: lesson), "\(lesson.path): \(link)")
      }
    }
  }

  @Test func `every row about the Python module says where it is, and links there`() throws {
    let module = try Lesson(at: "Exercises/PythonModule.md")
    let rows = module.parts.prose.filter { $0.hasPrefix("| ") }.dropFirst()
    #expect(rows.count > 40)
    for row in rows { #expect(!Lesson.links(in: row).isEmpty, "\(row)") }
  }

  @Test func `a link to a section that isn't there is seen`() throws {
    let lesson = Lesson(path: "Exercises/README.md", text: "## The `one` that's there\n")
    #expect(lesson.anchors == ["the-one-thats-there"])
    #expect(try !leadsSomewhere("#another", from: lesson))
    #expect(try leadsSomewhere("#the-one-thats-there", from: lesson))
    #expect(try !leadsSomewhere("Missing.md", from: lesson))
  }

  @Test func `every command in these texts is one that the grader knows`() throws {
    let kit = try Kit()
    let calls = try (Lesson.all() + Lesson.papers()).flatMap(\.calls)
    #expect(calls.count > 40)
    for call in calls {
      let command = try #require(Commands.all.first { $0.name == call[0] }, "\(call)")
      var arguments = Arguments(Array(call.dropFirst()))
      let asked = try command.init(&arguments)
      if let check = asked as? CheckCommand { _ = try kit.exercises(named: check.exercises) }
    }
  }

  @Test func `a call ends where its explanation or something else of the shell's begins`() {
    let text = """
      swift run grader check 4      the first thing to mend
      swift run grader rubric Ropes > sheet.json
      Add `swift run grader grade hw.zip --again 'Ada Lovelace'`, and so on.
      """
    #expect(
      Lesson(path: "here", text: text).calls == [
        ["check", "4"], ["rubric", "Ropes"], ["grade", "hw.zip", "--again", "Ada Lovelace"],
      ])
  }

  @Test func `every filter in the lessons is the name of a suite`() throws {
    let filter = /swift test --filter (\w+)/
    for lesson in try Lesson.all() {
      for match in lesson.text.matches(of: filter) {
        let suite = Lesson.package.appendingPathComponent("Tests/\(match.output.1)")
        #expect(suite.isDirectory, "\(lesson.path): \(match.output.0)")
      }
    }
  }

  /// Whether there is such a file, with such a section if the link names one.
  private func leadsSomewhere(_ link: String, from lesson: Lesson) throws -> Bool {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let folder = Lesson.package.appendingPathComponent(lesson.path).deletingLastPathComponent()
    let file = folder.appendingPathComponent(String(parts[0]))
    var target = lesson
    if !parts[0].isEmpty {
      guard FileManager.default.fileExists(atPath: file.path) else { return false }
      guard parts.count > 1 else { return true }
      target = Lesson(path: file.path, text: try String(contentsOf: file, encoding: .utf8))
    }
    return parts.count < 2 || target.anchors.contains(String(parts[1]))
  }
}

extension Lesson {
  /// Where the links of the text lead, as they are written.
  var links: [String] { parts.prose.flatMap(Self.links) }

  static func links(in line: String) -> [String] {
    line.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
  }

  /// The names by which its sections can be linked to, as GitHub makes them.
  var anchors: [String] {
    parts.prose.filter { $0.hasPrefix("#") }.map { heading in
      heading.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
        .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
        .replacing(" ", with: "-")
    }
  }

  /// The calls of the grader that the text shows, each as its arguments.
  ///
  /// Two spaces end a call, as an explanation follows; `>` is the shell's.
  var calls: [[String]] {
    text.matches(of: /swift run grader ((?:[^`\n> ]| (?![ >]))+)/).map { call in
      call.output.1.matches(of: /'([^']*)'|\S+/).map { String($0.output.1 ?? $0.output.0) }
    }
  }
}
