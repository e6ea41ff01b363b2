/// How work was done more than once, as far as it is known.
public struct Repetition: Sendable, Equatable, Codable {
  /// How often each of the first few items was worked on.
  let times: [Int]
  /// The lines that began the work on the first of them, each once; empty if they aren't known.
  let places: [String]
  /// From how many different threads, or processes, that came; 0 if it isn't known.
  let threads: Int

  /// Makes one from its parts.
  public init(times: [Int], places: [String] = [], threads: Int = 0) {
    self.times = times
    self.places = places
    self.threads = threads
  }

  /// Where the first item was worked on and by whom, as a further clause; empty if it isn't known.
  ///
  /// - Parameters:
  ///   - item: That item, if there are others.
  ///   - whose: What works on it, such as a thread.
  func inWords(of item: String?, by whose: String) -> String {
    let lines =
      places.count == 1
      ? "each time at \(places[0])" : inARow(places.map { "at \($0)" })
    let workers =
      switch threads {
      case 0: ""
      case 1: "by one \(whose)"
      default: "by \(threads) \(whose)\(whose.hasSuffix("s") ? "es" : "s")"
      }
    let parts = [lines, workers].filter { !$0.isEmpty }
    guard !parts.isEmpty else { return "" }
    return (item.map { "; \($0) " } ?? ", ") + parts.joined(separator: ", ")
  }

  /// What to ask.
  func question(of work: String) -> String {
    guard work != Workforce.gate else {
      return "After which answer does your code give the same line again?"
    }
    return switch (places.count, threads) {
    case (2..., _): "Which of these lines is to do it, and when is the other to leave it alone?"
    case (1, 2...): "What decides which of them a thread gets at that line?"
    case (1, _): "What has your code come to that line again with the same one?"
    default: "Which line calls `\(work)`, and how often does your code come there for one of them?"
    }
  }
}

extension Subject {
  /// How some items came to a gate more than once.
  public func repetition(of items: [String], at gate: String) -> Repetition {
    let all = Dictionary(grouping: self[gate].arrivals, by: \.item)
    let first = all[items.first ?? ""] ?? []
    let origins = origins(of: Array(first.prefix(Self.mostAsked)))
    let places = first.compactMap { origins.works[$0.ticket] }.filter { !$0.isEmpty }
    let distinct = places.enumerated().filter { !places[..<$0.offset].contains($0.element) }
    return Repetition(
      times: items.prefix(6).map { all[$0]?.count ?? 0 }, places: distinct.map(\.element),
      threads: origins.areWorksOfTasks ? 0 : Set(first.map(\.thread)).count)
  }

  /// Of so many pieces of work it is asked where they were begun.
  private static var mostAsked: Int { 64 }
}
