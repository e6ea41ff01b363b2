import Foundation

/// What a lesson's text says where students ask for it.
struct Lesson {
  /// A piece of help.
  struct Hint: Equatable {
    /// Such as `Hint 2: what is shared`.
    let title: String
    let text: String
  }

  private let lines: [String]

  /// Reads a lesson's text.
  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Reads an exercise's lesson.
  init(of exercise: KitExercise, in kit: Kit) throws {
    let file = kit.root.appendingPathComponent(exercise.lesson)
    self.init(try String(contentsOf: file, encoding: .utf8))
  }

  /// What the exercise is about, from the heading `# 04 URLDownloader: many pages, a few threads`.
  var topic: String? {
    guard let heading = lines.first(where: { $0.hasPrefix("# ") }),
      let colon = heading.firstIndex(of: ":")
    else { return nil }
    return heading[heading.index(after: colon)...].trimmingCharacters(in: .whitespaces)
  }

  /// From gentle to direct: each is in a `<details>` with its title as summary.
  var hints: [Hint] {
    var hints: [Hint] = []
    var title: String?
    var body: [String] = []
    for line in lines {
      if let match = line.firstMatch(of: /<summary>(.*)<\/summary>/) {
        (title, body) = (String(match.1), [])
      } else if line.hasPrefix("</details>"), let text = title {
        hints.append(Hint(title: text, text: Self.told(body)))
        title = nil
      } else if title != nil {
        body.append(line)
      }
    }
    return hints
  }

  /// The section under a heading, such as `### deadlock`; nil if there is none.
  func section(_ heading: String) -> String? {
    guard let start = lines.firstIndex(of: heading) else { return nil }
    return Self.told(Array(lines[(start + 1)...].prefix { !$0.hasPrefix("#") }))
  }

  /// The first point of the task.
  var firstTask: String? {
    guard let task = section("## The task")?.split(separator: "\n"),
      let point = task.first(where: { $0.hasPrefix("1. ") })
    else { return nil }
    return String(point.dropFirst(3))
  }

  /// Paragraphs and points of lists as one line each, without Markdown that says nothing in a terminal.
  private static func told(_ lines: [String]) -> String {
    var told: [String] = []
    var isCode = false
    var isOpen = false
    for line in lines {
      if line.hasPrefix("```") {
        isCode.toggle()
        isOpen = false
        continue
      }
      let text = isCode ? "    " + line : line
      let isIndented = text.hasPrefix("    ")
      let isPoint = text.prefixMatch(of: /\s*(- |\d+\. |\|)/) != nil
      if isOpen, !text.isEmpty, !isIndented, !isPoint {
        told[told.count - 1] += " " + text.trimmingCharacters(in: .whitespaces)
      } else {
        told.append(text)
      }
      isOpen = !isCode && !text.isEmpty && !isIndented && !text.hasPrefix("|")
    }
    return told.joined(separator: "\n")
      .replacing(/\[([^\]]+)\]\([^)]*\)/) { String($0.1) }
      .replacing("**", with: "")
      .trimmingCharacters(in: .newlines)
  }
}
