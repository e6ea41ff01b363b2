public import Wire

/// What has come to one gate of a subject, and where it is now.
///
/// A pure value: the messages from the subject are its only input.
public struct Gate: Sendable, Equatable {
  /// Everything that ever arrived, in the order of arrival.
  public private(set) var arrivals: [Arrival] = []
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
    inside.insert(arrival.ticket)
    if isHeld { held.insert(arrival.ticket) }
    mostInside = max(mostInside, inside.count)
  }

  mutating func release(_ ticket: Int) { held.remove(ticket) }

  mutating func learn(_ ticket: Int) { if inside.contains(ticket) { learnt.insert(ticket) } }

  mutating func releaseAll() { held = [] }

  /// Notes the end of the work with this ticket, and returns whether it was at this gate.
  mutating func leave(_ ticket: Int) -> Bool {
    held.remove(ticket)
    return inside.remove(ticket) != nil
  }
}
