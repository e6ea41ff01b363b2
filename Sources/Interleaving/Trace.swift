import Foundation

/// What happened in one controlled run, step by step.
public struct Trace: Sendable, Equatable {
  /// One choice and what the chosen thread did.
  public struct Entry: Sendable, Equatable {
    /// The thread that went.
    public let thread: Int
    /// Its step.
    public let step: Step
    /// The threads that could have gone, it among them.
    public let enabled: ThreadSet
    /// The threads that slept on a condition.
    public let asleep: ThreadSet

    /// Makes an entry.
    public init(thread: Int, step: Step, enabled: ThreadSet, asleep: ThreadSet) {
      self.thread = thread
      self.step = step
      self.enabled = enabled
      self.asleep = asleep
    }
  }

  /// How a run ended.
  public enum End: String, Sendable, Codable {
    /// All threads have ended.
    case over
    /// The call came back; threads that it made are left and wait for something.
    case leftovers
    /// Nobody can go, and the call hasn't come back.
    case deadlock
    /// Nobody can go but the thread that the plan stops.
    case stopped
    /// There were more steps than a run may have.
    case tooLong
    /// There were more threads than a run may have.
    case crowded
  }

  /// What a thread waited for at the end of a run.
  public struct Waiter: Sendable, Equatable, Codable {
    /// The thread.
    public let thread: Int
    /// The step that wasn't possible; nil if it waits for something that isn't the kit's.
    public let step: Step?
    /// The calls that led to that step, as a `Detail` has them; empty unless the run was asked for them.
    public var calls: [Int] = []

    /// Makes a waiter.
    public init(thread: Int, step: Step?) {
      self.thread = thread
      self.step = step
    }
  }

  /// A lock that was held at the end of a run.
  public struct Holding: Sendable, Equatable, Codable {
    /// The lock.
    public let lock: Int
    /// The thread that took it.
    public let thread: Int
    /// Whether that thread has ended.
    public let hasEnded: Bool

    /// Makes a holding.
    public init(lock: Int, thread: Int, hasEnded: Bool) {
      self.lock = lock
      self.thread = thread
      self.hasEnded = hasEnded
    }
  }

  /// The steps in their order.
  public var entries: [Entry] = []
  /// How the run ended.
  public var end = End.over
  /// The threads that had not ended, and what they waited for.
  public var waiters: [Waiter] = []
  /// The locks that were held then, in the order of their numbers.
  public var holdings: [Holding] = []
  /// How many steps there had been when the call came back; nil if it didn't.
  public var stepsAtReturn: Int?
  /// The most threads that were alive at once beside the one that made the call.
  public var mostThreads = 0
  /// Whether threads waited for something that isn't the kit's, or weren't made by it.
  public var isForeign = false
  /// Whether the run left the choices that it was to follow.
  public var hasDiverged = false
  /// What was read and written, and from where; empty unless the run was asked for it.
  public var details: [Detail] = []
  /// The calls by which each value, lock, condition or semaphore was made, by its number, as a `Detail`
  /// has them; empty unless the run was asked for them.
  public var makings: [Int: [Int]] = [:]

  /// What is told of one step in a run that is to be shown.
  public struct Detail: Sendable, Equatable, Codable {
    /// The value that was read or written, or the item of the work.
    public var value = ""
    /// The calls that led to the step, innermost first, as distances in bytes from where the program
    /// was loaded.
    public var calls: [Int] = []

    /// Makes an empty detail.
    public init() {}
  }

  /// The most characters in which a table shows a value.
  public static let longestValue = 24

  /// A value as it prints, or, of a collection for which that is too long, how much is in it.
  public static func words(of value: Any) -> String {
    let text = "\(value)"
    guard text.count > longestValue, !(value is String), let collection = value as? any Collection
    else { return text }
    return collection.count == 1 ? "1 element" : "\(collection.count) elements"
  }

  /// Makes an empty trace.
  public init() {}

  /// The threads that were chosen, in order; a run that is given these choices is the same.
  public var choices: [Int] { entries.map(\.thread) }
}

extension Trace: Codable {
  private enum CodingKeys: String, CodingKey {
    case entries, end, waiters, holdings, stepsAtReturn, mostThreads, isForeign,
      hasDiverged, details, makings
  }

  /// The bytes of an entry: thread, kind, object (2), enabled (8), asleep (8).
  private static let entrySize = 20

  /// Writes the entries as one block of bytes: they are sent a thousand times a second.
  public func encode(to encoder: any Encoder) throws {
    var bytes = [UInt8]()
    bytes.reserveCapacity(entries.count * Self.entrySize)
    for entry in entries {
      bytes.append(UInt8(entry.thread))
      bytes.append(entry.step.kind.rawValue)
      append(UInt64(entry.step.object), 2, to: &bytes)
      append(entry.enabled.bits, 8, to: &bytes)
      append(entry.asleep.bits, 8, to: &bytes)
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Data(bytes), forKey: .entries)
    try container.encode(end, forKey: .end)
    try container.encode(waiters, forKey: .waiters)
    try container.encode(holdings, forKey: .holdings)
    try container.encodeIfPresent(stepsAtReturn, forKey: .stepsAtReturn)
    try container.encode(mostThreads, forKey: .mostThreads)
    try container.encode(isForeign, forKey: .isForeign)
    try container.encode(hasDiverged, forKey: .hasDiverged)
    try container.encode(details, forKey: .details)
    try container.encode(makings, forKey: .makings)
  }

  /// Reads what `encode` wrote.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let bytes = [UInt8](try container.decode(Data.self, forKey: .entries))
    for start in stride(from: 0, to: bytes.count - Self.entrySize + 1, by: Self.entrySize) {
      guard let kind = Step.Kind(rawValue: bytes[start + 1]) else {
        throw DecodingError.dataCorruptedError(
          forKey: .entries, in: container, debugDescription: "an unknown kind of step")
      }
      entries.append(
        Entry(
          thread: Int(bytes[start]), step: Step(kind, Int(number(bytes, start + 2, 2))),
          enabled: ThreadSet(bits: number(bytes, start + 4, 8)),
          asleep: ThreadSet(bits: number(bytes, start + 12, 8))))
    }
    end = try container.decode(End.self, forKey: .end)
    waiters = try container.decode([Waiter].self, forKey: .waiters)
    holdings = try container.decode([Holding].self, forKey: .holdings)
    stepsAtReturn = try container.decodeIfPresent(Int.self, forKey: .stepsAtReturn)
    mostThreads = try container.decode(Int.self, forKey: .mostThreads)
    isForeign = try container.decode(Bool.self, forKey: .isForeign)
    hasDiverged = try container.decode(Bool.self, forKey: .hasDiverged)
    details = try container.decode([Detail].self, forKey: .details)
    makings = try container.decode([Int: [Int]].self, forKey: .makings)
  }
}

private func append(_ number: UInt64, _ count: Int, to bytes: inout [UInt8]) {
  for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(index)))) }
}

private func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
  (0..<count).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) }
}
