/// Work that is to be done, as far as it matters for the choice of a tool.
public struct Job: Sendable, Hashable, Codable {
  /// What a piece of the work does most of the time.
  public enum Work: String, Sendable, Hashable, Codable, CaseIterable {
    /// It waits: for a server, a disk, a person.
    case waits
    /// It computes.
    case computes
  }

  /// Which kinds of call there are for what the job waits for.
  public enum Calls: String, Sendable, Hashable, Codable, CaseIterable {
    /// Only calls that block their thread until they are done.
    case blocking
    /// Only `async` calls.
    case async
    /// Both kinds.
    case both
  }

  /// Up to so many pieces are few: a thread for each would do no harm.
  public static let few = 64

  /// What a piece does most of the time.
  public var work: Work
  /// Which kinds of call there are; it says nothing about a job that computes.
  public var calls: Calls
  /// How many pieces there are.
  public var count: Int
  /// Whether the pieces read and change data in common.
  public var sharesData: Bool
  /// Whether a piece that crashes, or grabs memory, must leave the others unharmed.
  public var needsIsolation: Bool

  /// Makes a job from its parts.
  public init(
    work: Work, calls: Calls = .both, count: Int, sharesData: Bool = false,
    needsIsolation: Bool = false
  ) {
    self.work = work
    self.calls = calls
    self.count = count
    self.sharesData = sharesData
    self.needsIsolation = needsIsolation
  }
}

/// A way to get several things done.
public enum Tool: String, Sendable, Hashable, Codable, CaseIterable {
  /// One after the other, on the thread that is there anyway.
  case plainLoop
  /// A few threads that wait for blocking calls.
  case threads
  /// Child tasks that wait without a thread.
  case asyncTasks
  /// As many tasks or threads as there are cores, each of which computes.
  case parallelTasks
  /// Processes, each with memory of its own.
  case processes
}
