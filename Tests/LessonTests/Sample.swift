import Foundation

/// A sample of Swift in a lesson, and what the lesson says of it.
///
/// The line that opens it says what is to be done with it:
///
///     ```swift runs                       it runs, and prints what the block behind it says
///     ```swift runs after the one above   the same, with the sample above it in front
///     ```swift runs with ThreadPool       the same, with that exercise's solution
///     ```swift runs with pages            the same, with the addresses of pages as its arguments
///     ```swift compiles                   it is only compiled
///     ```swift refused                    the compiler refuses it, as the block behind it says
///
/// The block behind it is opened with `text prints`, `text prints in any order` or `text says`.
struct Sample: Sendable {
  enum Use: Equatable, Sendable {
    case runs(Company, Printed)
    case compiles
    /// The compiler refuses it with an error that contains this.
    case isRefused(String)
  }

  /// What a sample that runs has with it.
  enum Company: Equatable, Sendable {
    case nothing
    case pages
    /// The solution of the exercise of this name.
    case solution(String)
  }

  /// The lesson and the line, such as `Exercises/README.md:12`.
  let place: String
  let source: String
  let use: Use

  /// The samples of a lesson, in their order.
  ///
  /// - Throws: `Unclear` if one of them doesn't say what it is for.
  static func all(in lesson: Lesson) throws -> [Sample] {
    let blocks = lesson.parts.blocks
    var samples: [Sample] = []
    for (index, block) in blocks.enumerated() where block.info.hasPrefix("swift") {
      let place = "\(lesson.path):\(block.line)"
      let next = index + 1 < blocks.count ? blocks[index + 1] : nil
      let isContinued = block.info == "swift runs after the one above"
      let before = isContinued ? samples.last?.source : nil
      samples.append(
        Sample(
          place: place, source: (before ?? "") + block.text,
          use: try use(of: block, next, at: place)))
    }
    return samples
  }

  private static func use(
    of block: Lesson.Block, _ next: Lesson.Block?, at place: String
  ) throws -> Use {
    let words = block.info.split(separator: " ").dropFirst()
    switch words.first {
    case "compiles" where words.count == 1:
      return .compiles
    case "refused" where words.count == 1:
      guard let next, next.info == "text says" else {
        throw Unclear(place: place, missing: "```text says, with what the compiler says")
      }
      return .isRefused(next.text.trimmingCharacters(in: .whitespacesAndNewlines))
    case "runs":
      guard let next, let printed = Printed(next) else {
        throw Unclear(place: place, missing: "```text prints, with what it prints")
      }
      return .runs(try company(words.dropFirst().joined(separator: " "), at: place), printed)
    default:
      throw Unclear(place: place, missing: "runs, compiles or refused behind ```swift")
    }
  }

  private static func company(_ words: String, at place: String) throws -> Company {
    switch words {
    case "", "after the one above": return .nothing
    case "with pages": return .pages
    case let words where words.hasPrefix("with "):
      return .solution(String(words.dropFirst("with ".count)))
    default: throw Unclear(place: place, missing: "words that the tests know behind ```swift runs")
    }
  }

  /// A sample that nobody can tell what to do with.
  struct Unclear: Error, Equatable {
    let place: String
    let missing: String
  }
}
