import Foundation

/// Where the threads of a subject are in the student's code.
public struct ThreadPlaces: Sendable, Equatable, Codable {
  /// A line that threads are at.
  public struct Place: Sendable, Equatable, Codable {
    /// How many threads are there.
    public let threads: Int
    /// Whether they are in injected work, in which the judge may be holding them.
    public let isAtWork: Bool
    /// The file's name and the line, such as `SafeCounter.swift:12`.
    public let place: String
    /// That line's text.
    public let source: String

    /// The line and its text.
    var inWords: String { "\(place): `\(shortened(source, to: 80))`" }
  }

  /// So many lines are told; a team of workers is at two or three.
  static let most = 5

  /// The lines, those with most threads first.
  public let places: [Place]

  /// Finds the lines.
  ///
  /// - Parameters:
  ///   - calls: The calls that each thread is in, innermost first.
  ///   - program: The program, whose debug information tells the lines.
  init(calls: [[Int]], in program: URL?) {
    let lines = SourceLine.lines(of: Set(calls.joined()), in: program)
    self.init(lines: calls.map { $0.compactMap { lines[$0] } })
  }

  /// The same from the lines of each thread's calls, innermost first.
  init(lines: [[SourceLine]]) {
    var sources = Sources()
    let found = lines.compactMap { lines in
      lines.first { !$0.isKits && $0.line > 0 }
        .map { Spot(line: $0, isAtWork: lines.first?.isSubjects ?? false) }
    }
    places = Dictionary(grouping: found) { $0 }
      .sorted { ($1.value.count, $0.key.line.name) < ($0.value.count, $1.key.line.name) }
      .map { spot, threads in
        Place(
          threads: threads.count, isAtWork: spot.isAtWork, place: spot.line.name,
          source: sources.line(spot.line))
      }
  }

  private struct Spot: Hashable {
    let line: SourceLine
    let isAtWork: Bool
  }

  /// The lines for a report; nil if there are none.
  public var text: String? {
    guard !places.isEmpty else { return nil }
    let shown = places.prefix(Self.most).map { place in
      let work = place.isAtWork ? ", in the work itself" : ""
      return "   \(counted(place.threads, "thread")) at \(place.inWords)\(work)"
    }
    let rest = places.count - shown.count
    let more = rest > 0 ? ["   and others at \(counted(rest, "more line"))"] : []
    return (["Where your code was then:"] + shown + more).joined(separator: "\n")
  }
}

extension Subject {
  /// Where its threads are in the student's code; nil if it doesn't tell.
  ///
  /// To look disturbs them, so nothing should be judged after it.
  public func threadPlaces() -> ThreadPlaces? {
    guard let calls = try? threadCalls() else { return nil }
    return ThreadPlaces(calls: calls, in: executable)
  }
}
