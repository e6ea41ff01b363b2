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
    /// Whether the thread came upon something before its next step that is no step, and that others may
    /// come upon as well, or looked at how far the run was.
    public let touchesUnseen: Bool
    /// Whether it took what it would have gone on without.
    public let isTry: Bool

    /// Makes an entry.
    public init(
      thread: Int, step: Step, enabled: ThreadSet, asleep: ThreadSet, touchesUnseen: Bool = false,
      isTry: Bool = false
    ) {
      self.thread = thread
      self.step = step
      self.enabled = enabled
      self.asleep = asleep
      self.touchesUnseen = touchesUnseen
      self.isTry = isTry
    }
  }

  /// How a run ended.
  public enum End: UInt8, Sendable {
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
  public struct Waiter: Sendable, Equatable {
    /// The thread.
    public let thread: Int
    /// The step that wasn't possible; nil if it is in what isn't seen.
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
  public struct Holding: Sendable, Equatable {
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

  /// One access to memory of two that nothing orders.
  public struct Access: Sendable, Equatable {
    /// The thread.
    public let thread: Int
    /// How many steps the run had had by then.
    public let step: Int
    /// Whether it writes.
    public let isWrite: Bool
    /// The calls that led to it, as a `Detail` has them, as far as known.
    public let calls: [Int]

    /// Makes an access.
    public init(thread: Int, step: Int, isWrite: Bool, calls: [Int]) {
      (self.thread, self.step, self.isWrite, self.calls) = (thread, step, isWrite, calls)
    }
  }

  /// Two accesses of different threads to one place in memory, at least one of which writes it, that
  /// nothing orders.
  public struct DataRace: Sendable, Equatable {
    /// The one that came first in this run.
    public let first: Access
    /// The other.
    public let second: Access

    /// Makes a race.
    public init(first: Access, second: Access) {
      (self.first, self.second) = (first, second)
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
  /// Whether threads waited for something outside of the program, or spun, so that they didn't go one at
  /// a time.
  public var isForeign = false
  /// Whether the run left the choices that it was to follow.
  public var hasDiverged = false
  /// The first two accesses to memory that nothing orders; nil if there are none.
  public var dataRace: DataRace?
  /// What was read and written, and from where; empty unless the run was asked for it.
  public var details: [Detail] = []
  /// The calls by which each value, lock, condition, semaphore or queue was made, by its number, as a
  /// `Detail` has them; empty unless the run was asked for them.
  public var makings: [Int: [Int]] = [:]
  /// The number of the main queue; nil if it wasn't used, or the run wasn't asked for places.
  public var mainQueue: Int?

  /// What is told of one step in a run that is to be shown.
  public struct Detail: Sendable, Equatable {
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
