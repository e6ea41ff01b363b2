/// One call of the student's code by tasks that take their turns at random, the same for the same seed.
///
/// The phases of a script are gone through one after the other, each when nothing moves any more.
/// What a phase asks for is done in turns with the jobs of the tasks, in a random order as they are.
public struct Script: Codable, Sendable, Equatable {
  /// Something that happens to the tasks.
  public enum Action: Codable, Sendable, Equatable {
    /// The call of this number is made, in a task of its own.
    case call(Int)
    /// The task of the call of this number is cancelled.
    case cancel(Int)
    /// The injected work on this item may end.
    case release(String)
    /// All injected work may end from now on.
    case open
  }

  /// What happens, phase by phase.
  public var phases: [[Action]]
  /// For how long nothing of what escaped to other threads may have moved until it is said to rest,
  /// in milliseconds; without such tasks it plays no part.
  public var rest = 5

  /// Makes a script from its phases.
  public init(_ phases: [[Action]]) { self.phases = phases }
}

/// What happened in one such run.
public struct TaskTrace: Sendable, Equatable {
  /// Something that happened, in the order in which it did.
  public enum Event: Codable, Sendable, Hashable {
    /// Nothing moves any more, and the phase of this number begins.
    case phase(Int)
    /// A call was made.
    case called(Int)
    /// The task of a call was cancelled.
    case cancelled(Int)
    /// The injected work on an item began.
    case began(String)
    /// It learnt that its task was cancelled.
    case learnt(String)
    /// It ended.
    case ended(String)
    /// A call came back.
    case cameBack(Int, Outcome)
    /// Jobs took their turns, one after the other, and nothing ever came of it; in milliseconds of processor
    /// time, and of time. Nothing happens after that.
    case spun(used: Int, elapsed: Int)
    /// A call still waits when nothing moves any more.
    case waits(Int)
  }

  /// Who made an access to memory.
  public enum Owner: Codable, Sendable, Hashable {
    /// The task that had this item of work, or was about to have it.
    case work(String)
    /// The task of this call.
    case call(Int)
    /// Another task that the student's code made, by a number.
    case further(Int)
    /// No task: whoever cancels.
    case canceller
  }

  /// One access to memory of two that nothing orders.
  public struct Access: Codable, Sendable, Equatable {
    /// Whose it is.
    public let owner: Owner
    /// How many events there had been by then.
    public let event: Int
    /// Whether it writes.
    public let isWrite: Bool
    /// The calls that led to it, innermost first, as distances in bytes from where the program was
    /// loaded.
    public let calls: [Int]

    /// Makes an access.
    public init(owner: Owner, event: Int, isWrite: Bool, calls: [Int]) {
      (self.owner, self.event, self.isWrite, self.calls) = (owner, event, isWrite, calls)
    }
  }

  /// Two accesses to one place in memory, at least one of which writes it, that nothing orders.
  public struct Race: Codable, Sendable, Equatable {
    /// The one that came first in this run.
    public let first: Access
    /// The other.
    public let second: Access

    /// Makes a race.
    public init(first: Access, second: Access) { (self.first, self.second) = (first, second) }
  }

  /// Where in the code something happened, or happens no more: the calls that were awaited, each within the
  /// next, as distances in bytes from where the program was loaded.
  public struct Places: Codable, Sendable, Equatable {
    /// The calls in which work began, by the event's index.
    public var began: [Int: [Int]] = [:]
    /// The calls that never came back and where they wait, by their numbers.
    public var waiting: [Int: [Int]] = [:]

    /// Makes none.
    public init() {}
  }

  /// The seed of the run.
  public var seed: UInt64
  /// What happened.
  public var events: [Event] = []
  /// Whether some of it ran on threads that aren't the kit's: then the seed doesn't decide alone.
  public var hasEscaped = false
  /// The first two accesses to memory that nothing orders; nil if there are none.
  public var race: Race?
  /// Where things happened; known of a run that is made by itself.
  public var places = Places()

  /// Makes an empty trace.
  public init(seed: UInt64) { self.seed = seed }
}
