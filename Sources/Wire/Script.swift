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
    /// time. Nothing happens after that.
    case spun(milliseconds: Int)
  }

  /// The seed of the run.
  public var seed: UInt64
  /// What happened.
  public var events: [Event] = []
  /// Whether some of it ran on threads that aren't the kit's: then the seed doesn't decide alone.
  public var hasEscaped = false

  /// Makes an empty trace.
  public init(seed: UInt64) { self.seed = seed }
}
