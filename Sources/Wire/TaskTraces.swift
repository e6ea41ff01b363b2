/// What happened in many runs of one script, as it is sent.
///
/// The same few things happen in every run, each time in another order. So each of them is written
/// once, and a run is the order of their numbers.
public struct TaskTraces: Sendable, Equatable {
  /// A trace for each run.
  public let traces: [TaskTrace]

  /// Holds traces.
  public init(_ traces: [TaskTrace]) { self.traces = traces }
}

extension TaskTraces: Codable {
  private enum CodingKeys: String, CodingKey {
    case events, orders, seeds, escaped, races, places
  }

  /// Writes every event once, and the rest as numbers.
  public func encode(to encoder: any Encoder) throws {
    var numbers: [TaskTrace.Event: Int] = [:]
    var events: [TaskTrace.Event] = []
    let orders = traces.map { trace in
      trace.events.map { event in
        if let number = numbers[event] { return number }
        numbers[event] = events.count
        events.append(event)
        return events.count - 1
      }
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(events, forKey: .events)
    try container.encode(orders.map(Value.ints), forKey: .orders)
    try container.encode(traces.map(\.seed), forKey: .seeds)
    try container.encode(traces.map(\.hasEscaped), forKey: .escaped)
    let races = traces.indices.filter { traces[$0].race != nil }
    try container.encode(
      Dictionary(uniqueKeysWithValues: races.map { ($0, traces[$0].race) }), forKey: .races)
    let placed = traces.indices.filter { traces[$0].places != TaskTrace.Places() }
    try container.encode(
      Dictionary(uniqueKeysWithValues: placed.map { ($0, traces[$0].places) }), forKey: .places)
  }

  /// Reads what `encode` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let events = try container.decode([TaskTrace.Event].self, forKey: .events)
    let orders = try container.decode([Value].self, forKey: .orders).compactMap(\.ints)
    let seeds = try container.decode([UInt64].self, forKey: .seeds)
    let escaped = try container.decode([Bool].self, forKey: .escaped)
    let races = try container.decode([Int: TaskTrace.Race].self, forKey: .races)
    let places = try container.decode([Int: TaskTrace.Places].self, forKey: .places)
    guard orders.count == seeds.count, escaped.count == seeds.count,
      orders.joined().allSatisfy(events.indices.contains)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .orders, in: container,
        debugDescription: "runs that aren't numbers of events, or too few of them")
    }
    traces = seeds.indices.map { run in
      var trace = TaskTrace(seed: seeds[run])
      trace.events = orders[run].map { events[$0] }
      trace.hasEscaped = escaped[run]
      trace.race = races[run]
      trace.places = places[run] ?? TaskTrace.Places()
      return trace
    }
  }
}
