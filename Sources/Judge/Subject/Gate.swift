public import Wire

/// What has come to one gate of a subject, and where it is now.
///
/// A pure value: the messages from the subject are its only input.
public struct Gate: Sendable, Equatable {
  /// Everything that ever arrived, in the order of arrival.
  public private(set) var arrivals: [Arrival] = []
  /// The tickets of the work that has ended, in the order in which it did.
  public private(set) var endings: [Int] = []
  /// How many had ended when each of them arrived.
  private var endedBefore: [Int] = []
  private var held: Set<Int> = []
  private var inside: Set<Int> = []
  private var learnt: Set<Int> = []
  /// The most that was ever inside at once.
  public private(set) var mostInside = 0

  /// What has arrived and has not ended, held or not.
  public var present: [Arrival] { arrivals.filter { inside.contains($0.ticket) } }

  /// What has arrived and waits for its release.
  public var waiting: [Arrival] { arrivals.filter { held.contains($0.ticket) } }

  /// What learnt, while it was held, that its task is cancelled.
  public var cancelled: [Arrival] { arrivals.filter { learnt.contains($0.ticket) } }

  /// How many pieces of work have ended.
  public var ended: Int { arrivals.count - inside.count }

  /// How many different threads the work arrived on.
  public var threads: Int { Set(arrivals.map(\.thread)).count }

  mutating func arrive(_ arrival: Arrival, isHeld: Bool) {
    arrivals.append(arrival)
    endedBefore.append(endings.count)
    inside.insert(arrival.ticket)
    if isHeld { held.insert(arrival.ticket) }
    mostInside = max(mostInside, inside.count)
  }

  /// The items of the work that has ended, in the order in which it did.
  public var itemsEnded: [String] {
    let items = Dictionary(arrivals.map { ($0.ticket, $0.item) }) { first, _ in first }
    return endings.compactMap { items[$0] }
  }

  /// The first that came while so many others were inside; nil if none did.
  ///
  /// - Returns: It, how many had ended by then, and the last of these.
  func first(over limit: Int) -> (arrival: Arrival, ended: Int, last: Arrival?)? {
    for (index, arrival) in arrivals.enumerated() where index - endedBefore[index] >= limit {
      let ended = endedBefore[index]
      let last = ended == 0 ? nil : arrivals.first { $0.ticket == endings[ended - 1] }
      return (arrival, ended, last)
    }
    return nil
  }

  mutating func release(_ ticket: Int) { held.remove(ticket) }

  mutating func learn(_ ticket: Int) { if inside.contains(ticket) { learnt.insert(ticket) } }

  mutating func releaseAll() { held = [] }

  /// Notes the end of the work with this ticket, and returns whether it was at this gate.
  mutating func leave(_ ticket: Int) -> Bool {
    held.remove(ticket)
    guard inside.remove(ticket) != nil else { return false }
    endings.append(ticket)
    return true
  }
}
