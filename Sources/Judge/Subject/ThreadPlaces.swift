import Foundation

/// Where the threads of a subject are in the student's code.
public struct ThreadPlaces: Sendable, Equatable, Codable {
  /// A line that threads are at.
  public struct Place: Sendable, Equatable, Codable {
    /// How many threads are there.
    public let threads: Int
    /// Whether they are in injected work, in which the judge may be holding them.
    public let isAtWork: Bool
    /// Whether they are those on which the student's code was called.
    public let isCaller: Bool
    /// The file's name and the line, such as `SafeCounter.swift:12`.
    public let place: String
    /// That line's text.
    public let source: String
    /// The student's line that called that one, with its text; nil if there is none, or the threads are
    /// at work.
    public var caller: String?
    /// True if they are tasks, which await something; nil if they are threads.
    public var areTasks: Bool?

    /// The line and its text.
    var inWords: String { ThreadPlaces.words(place, source) }

    /// How many they are, and whose.
    fileprivate var whose: String {
      guard isCaller else { return counted(threads, areTasks == true ? "task" : "thread") }
      return threads == 1 ? "the caller" : counted(threads, "caller")
    }
  }

  /// So many lines are told; a team of workers is at two or three.
  static let most = 5

  /// The lines, those with most threads first.
  public let places: [Place]

  /// Holds lines.
  init(places: [Place]) { self.places = places }

  /// Finds the lines.
  ///
  /// - Parameters:
  ///   - calls: The calls that each thread is in, innermost first.
  ///   - awaits: The same of tasks that await something.
  ///   - program: The program, whose debug information tells the lines.
  init(calls: [[Int]], awaits: [[Int]] = [], in program: URL?) {
    let lines = SourceLine.lines(of: Set(calls.joined()), in: program)
    let awaited = SourceLine.lines(of: Set(awaits.joined()), in: program, areCalls: true)
    self.init(
      lines: calls.map { $0.compactMap { lines[$0] } },
      ofTasks: awaits.map { $0.compactMap { awaited[$0] } })
  }

  /// The same from the lines of each thread's calls, innermost first, and of each task's.
  init(lines: [[SourceLine]], ofTasks tasks: [[SourceLine]] = []) {
    var sources = Sources()
    let all = lines.map { ($0, false) } + tasks.map { ($0, true) }
    let found = all.compactMap { lines, isTask -> Spot? in
      let own = lines.filter { !$0.isKits && $0.line > 0 }
      guard let line = own.first else { return nil }
      // What the gate waits in may be stood in for.
      let isAtWork = lines.first { !$0.isControls }?.isSubjects ?? false
      // On the caller's thread the student's calls were begun by the adapter.
      let outermost = lines.last { $0.isSubjects || !$0.isKits }
      return Spot(
        line: line, caller: isAtWork ? nil : own.first { $0 != line }, isAtWork: isAtWork,
        isCaller: outermost?.isSubjects ?? false, isTask: isTask)
    }
    places = Dictionary(grouping: found) { $0 }
      .sorted { ($1.value.count, $0.key.name) < ($0.value.count, $1.key.name) }
      .map { spot, threads in
        Place(
          threads: threads.count, isAtWork: spot.isAtWork, isCaller: spot.isCaller,
          place: spot.line.name,
          source: sources.line(spot.line),
          caller: spot.caller.map { Self.words($0.name, sources.line($0)) },
          areTasks: spot.isTask ? true : nil)
      }
  }

  private struct Spot: Hashable {
    let line: SourceLine
    let caller: SourceLine?
    let isAtWork: Bool
    let isCaller: Bool
    let isTask: Bool

    /// Different for each, so that a report has them in one order.
    var name: String {
      line.name + (caller?.name ?? "") + (isCaller ? "c" : "") + (isAtWork ? "w" : "")
        + (isTask ? "t" : "")
    }
  }

  fileprivate static func words(_ place: String, _ source: String) -> String {
    "\(place): `\(shortened(source, to: 80))`"
  }

  /// The lines for a report; nil if there are none.
  public var text: String? {
    guard !places.isEmpty else { return nil }
    let shown = places.prefix(Self.most).map { place in
      let work = place.isAtWork ? ", in the work itself" : ""
      let caller = place.caller.map { "\n      called at \($0)" } ?? ""
      return "   \(place.whose) at \(place.inWords)\(work)\(caller)"
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
    // What it meets with when it is asked is no news: the verdict stands.
    guard let calls = try? threadCalls() else { return nil }
    return ThreadPlaces(calls: calls.calls, awaits: calls.awaits, in: executable)
  }
}
