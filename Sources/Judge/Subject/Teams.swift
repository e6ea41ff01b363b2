import Foundation
import Wire

/// Threads or tasks that one line of the student's code started.
public struct Team: Sendable, Equatable, Codable {
  /// The line, with its text.
  public let startedAt: String
  /// Whether they are tasks, of which no more is known than how many there were.
  public let areTasks: Bool
  /// How many were started.
  public let started: Int
  /// How many of them could be joined.
  public let joinable: Int
  /// How many were joined.
  public let joined: Int
  /// How many had ended.
  public let ended: Int
  /// The line that last joined one, with its text; empty if none did, or it isn't known.
  public let joinedAt: String

  /// Makes one from its parts.
  init(
    startedAt: String, areTasks: Bool = false, started: Int, joinable: Int = 0, joined: Int = 0,
    ended: Int = 0, joinedAt: String = ""
  ) {
    self.startedAt = startedAt
    self.areTasks = areTasks
    self.started = started
    self.joinable = joinable
    self.joined = joined
    self.ended = ended
    self.joinedAt = joinedAt
  }

  /// How many were never joined, of those that could be.
  var unjoined: Int { max(joinable - joined, 0) }

  /// That they were started, and where, as a clause.
  var inWords: String {
    "\(counted(started, areTasks ? "task" : "thread")) \(started == 1 ? "was" : "were") started at "
      + startedAt
  }

  /// What became of them as well, as a sentence.
  var fateInWords: String {
    guard joinable > 0 else { return inWords + "." }
    let place = joinedAt.isEmpty ? "" : ", at \(joinedAt)"
    switch (joined, unjoined) {
    case (0, _): return "\(inWords), and \(started == 1 ? "it was not" : "none was") joined."
    case (_, 0): return "\(inWords), and \(started == 1 ? "it was" : "all were") joined\(place)."
    default:
      return
        "\(inWords): \(joined) \(joined == 1 ? "was" : "were") joined\(place), and \(unjoined) "
        + "\(unjoined == 1 ? "was" : "were") not."
    }
  }

  /// Those that were started, a team for each line of the student's.
  static func of(
    _ starts: [Origins.Start], in lines: [Int: SourceLine], _ sources: inout Sources
  ) -> [Team] {
    var teams: [Team] = []
    for start in starts where start.started > 0 {
      let line = sources.studentsLine(start.calls, in: lines)
      guard !line.isEmpty else { continue }
      let joinedAt = sources.studentsLine(start.joining, in: lines)
      let index = teams.firstIndex { $0.startedAt == line && $0.areTasks == start.areTasks }
      let known = index.map { teams.remove(at: $0) }
      teams.insert(
        Team(
          startedAt: line, areTasks: start.areTasks, started: start.started + (known?.started ?? 0),
          joinable: start.joinable + (known?.joinable ?? 0),
          joined: start.joined + (known?.joined ?? 0), ended: start.ended + (known?.ended ?? 0),
          joinedAt: joinedAt.isEmpty ? known?.joinedAt ?? "" : joinedAt),
        at: index ?? teams.count)
    }
    return teams
  }
}

extension [Team] {
  /// So many are told.
  private static var most: Int { 3 }

  /// Further sentences: where they were started, and what became of them; empty if there are none.
  var fatesInWords: String { prefix(Self.most).map { " " + $0.fateInWords }.joined() }

  /// The same with where they were started alone.
  var startsInWords: String { prefix(Self.most).map { " \($0.inWords)." }.joined() }
}

extension Sources {
  /// The innermost of some calls that is the student's: its line, with its text in brackets; empty if none
  /// is.
  mutating func studentsLine(_ calls: [Int], in lines: [Int: SourceLine]) -> String {
    let own = calls.lazy.compactMap { lines[$0] }.filter { !$0.isKits && $0.line > 0 }
    guard let line = own.first else { return "" }
    return "\(line.name) (`\(shortened(self.line(line), to: 80))`)"
  }
}

/// Where things come from, in lines of the student's code.
struct KnownOrigins {
  /// The threads and tasks that were started.
  var teams: [Team] = []
  /// Where the caller last waited for something else than a lock before it came back, by its run.
  var lastWaits: [Int: String] = [:]
  /// Where work was begun, by its ticket.
  var works: [Int: String] = [:]
  /// Whether tasks began it.
  var areWorksOfTasks = false
}

extension Subject {
  /// The lines of the student's code that started threads or tasks, with what became of these.
  public var teams: [Team] { origins().teams }

  /// Where threads, tasks and some work come from; nothing where the process doesn't tell.
  func origins(of arrivals: [Arrival] = []) -> KnownOrigins {
    send(.origins(tickets: arrivals.map(\.ticket)))
    var told: Origins?
    // What it meets with when it is asked is no news: the verdict stands.
    _ = try? wait(
      for: { state in
        told = state.origins
        return told != nil
      }, still: nil, patience: Limits.restless)
    guard let told else { return KnownOrigins() }
    let calls =
      told.starts.flatMap { [$0.calls, $0.joining] } + told.lastWaits.values
      + told.works.values
    let lines = SourceLine.lines(of: Set(calls.joined()), in: executable, areCalls: true)
    var sources = Sources()
    // For each process that it runs Foundation starts a thread of its own, which is nobody's worker.
    let teams = Team.of(told.starts, in: lines, &sources)
      .filter { workforce == nil || !$0.startedAt.contains(".run()") }
    return KnownOrigins(
      teams: teams,
      lastWaits: told.lastWaits.mapValues { sources.studentsLine($0, in: lines) },
      works: told.works.mapValues { sources.studentsLine($0, in: lines) },
      areWorksOfTasks: told.areWorksOfTasks)
  }
}
