import Wire

/// Which injected work was under way when, and on which thread: as much of it as a picture takes.
public struct WorkTimes: Sendable, Equatable, Codable {
  /// A piece of work.
  public struct Stretch: Sendable, Equatable, Codable {
    /// The gate's name, such as `fetch`.
    public let work: String
    /// What it is about, such as a URL.
    public let item: String
    /// The thread's number, counted from 1 in the order in which they came.
    public let thread: Int
    /// When it began, in microseconds from the first on.
    public let start: Int
    /// When it ended; nil if it was still under way at the end.
    public fileprivate(set) var end: Int?
  }

  /// The first ones, in the order in which they began.
  public fileprivate(set) var stretches: [Stretch] = []
  /// How many more there were.
  public fileprivate(set) var further = 0
  /// When the subject was ended, in microseconds.
  public fileprivate(set) var until = 0

  /// So many are kept.
  static let most = 40
  /// The longest text of an item.
  static let longestItem = 40
}

/// Notes when work comes and goes.
struct WorkTimer: Sendable {
  private var times = WorkTimes()
  private var start: ContinuousClock.Instant?
  /// The operating system's numbers of the threads.
  private var threads: [Int] = []
  /// Which stretch has which ticket.
  private var places: [Int: Int] = [:]

  mutating func arrive(_ arrival: Arrival, at now: ContinuousClock.Instant) {
    guard times.stretches.count < WorkTimes.most else {
      times.further += 1
      return
    }
    if !threads.contains(arrival.thread) { threads.append(arrival.thread) }
    places[arrival.ticket] = times.stretches.count
    times.stretches.append(
      WorkTimes.Stretch(
        work: arrival.gate, item: shortened(arrival.item, to: WorkTimes.longestItem),
        thread: (threads.firstIndex(of: arrival.thread) ?? 0) + 1, start: microseconds(at: now)))
    if start == nil { start = now }
  }

  mutating func leave(_ ticket: Int, at now: ContinuousClock.Instant) {
    guard let place = places.removeValue(forKey: ticket) else { return }
    times.stretches[place].end = microseconds(at: now)
  }

  /// What was noted; nil if nothing came.
  func noted(until now: ContinuousClock.Instant) -> WorkTimes? {
    guard start != nil else { return nil }
    var noted = times
    noted.until = microseconds(at: now)
    return noted
  }

  private func microseconds(at now: ContinuousClock.Instant) -> Int {
    start.map { Int(($0.duration(to: now)).inSeconds * 1_000_000) } ?? 0
  }
}

extension Subject {
  /// Which work was under way when; nil if none came.
  public var workTimes: WorkTimes? { record.withLock { $0.timer.noted(until: .now) } }
}
