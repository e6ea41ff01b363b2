extension Diagnosis {
  /// More at once, or on more threads, than was asked for.
  public enum Excess: DiagnosisFamily {
    /// More at a time than asked for.
    case unbounded(
      work: String, asked: Int, seen: Int, over: Overflow? = nil, teams: [Team] = [])
    /// New threads all the time: `threads` of them for `items` pieces of work.
    case threadEach(work: String, asked: Int, threads: Int, items: Int, teams: [Team] = [])
    /// More threads than a run may have, for a call that asks for a few; the line that was to start the last
    /// one is empty if it isn't known.
    case tooManyThreads(call: String, threads: Int, startedAt: String = "")
  }
}

/// The first piece of work that was one too many.
public struct Overflow: Sendable, Equatable, Codable {
  /// What it is about.
  let item: String
  /// The line that began it; empty if it isn't known.
  let place: String
  /// How many had ended by then.
  let ended: Int
  /// The last of these.
  let last: String

  /// A sentence.
  fileprivate var inWords: String {
    let start =
      "The first one too many, on \"\(item)\", was begun"
      + (place.isEmpty ? "" : " at \(place)")
    return switch ended {
    case 0: "\(start) before any had ended."
    case 1: "\(start) when one had ended: \(last)."
    default: "\(start) when \(ended) had ended, the last of them \(last)."
    }
  }
}

extension Diagnosis.Excess {
  var words: Words {
    switch self {
    case .unbounded(let work, let asked, let seen, let over, let teams):
      Words(
        "unbounded",
        """
        At most \(asked) at a time \(asked == 1 ? "was" : "were") asked for, but \
        \(counted(seen, callsOf: work)) \(seen == 1 ? "was" : "were") under way at \
        once.\(over.map { " " + $0.inWords } ?? "")\(teams.startsInWords)
        """,
        """
        What keeps the next \(call(of: work)) from beginning while \(asked) \
        \(asked == 1 ? "is" : "are") under way?
        """,
        shows: .threads, tellsCall: false)
    case .threadEach(let work, let asked, let threads, let items, let teams):
      Words(
        "unbounded",
        """
        \(asked) workers were asked for; the \(items) calls of `\(work)` came from \(threads) \
        different threads.\(teams.startsInWords)
        """,
        teams.isEmpty
          ? whereAThreadIsStarted : "What decides how often your code comes to that line?",
        tellsCall: false)
    case .tooManyThreads(let call, let threads, let place):
      Words(
        "unbounded",
        "\(call): thread number \(threads) was \(place.isEmpty ? "started" : "to start at \(place)"), and "
          + "there the judge stopped the run.",
        place.isEmpty
          ? whereAThreadIsStarted : "What decides how often your code comes to that line?",
        shows: .place(place))
    }
  }
}

private let whereAThreadIsStarted =
  "Which line starts a thread, and what decides how often your code comes to it?"
