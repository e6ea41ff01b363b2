import Foundation
import Testing

@testable import grader

@Suite struct LinkTests {
  @Test func `every link in the lessons and in README.md leads somewhere`() throws {
    for lesson in try Lesson.all() + [Lesson.readme()] {
      for link in lesson.links where !link.contains("://") {
        #expect(try leadsSomewhere(link, from: lesson), "\(lesson.path): \(link)")
      }
    }
  }

  @Test func `every row about the Python module says where it is, and links there`() throws {
    let readme = try Lesson.readme()
    let prose = readme.parts.prose
    let heading = try #require(prose.firstIndex(of: "### The module, heading by heading"))
    let section = prose[(heading + 1)...].prefix { !$0.hasPrefix("## ") }
    let rows = section.filter { $0.hasPrefix("| ") }.dropFirst()
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

  @Test func `every command in the lessons is one that the grader knows`() throws {
    let exercises = Set(try Kit().exercises.map(\.name))
    let calls = try Lesson.all().flatMap(\.calls)
    #expect(calls.count > 10)
    for call in calls {
      let command = try #require(Commands.all.first { $0.name == call[0] }, "\(call)")
      var arguments = Arguments(Array(call.dropFirst()))
      _ = try command.init(&arguments)
      if command == CheckCommand.self { #expect(exercises.isSuperset(of: call.dropFirst())) }
    }
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
  var calls: [[String]] {
    text.matches(of: /swift run grader ([^`\n]+)/).map { match in
      match.output.1.split(separator: " ").map(String.init)
    }
  }
}
