/// Where in a program threads, tasks and work come from, and where those wait that no thread shows.
///
/// Calls are told innermost first, as distances in bytes from where the program is loaded.
public struct Origins: Codable, Sendable, Equatable {
  /// Threads or tasks that the same calls started.
  public struct Start: Codable, Sendable, Equatable {
    /// The calls.
    public let calls: [Int]
    /// Whether they are tasks, of which no more is known than how many there were.
    public let areTasks: Bool
    /// How many were started.
    public let started: Int
    /// How many of them could be joined.
    public let joinable: Int
    /// How many were joined.
    public let joined: Int
    /// How many have ended.
    public let ended: Int
    /// The calls in which one was last joined.
    public let joining: [Int]

    /// Makes one from its parts.
    public init(
      calls: [Int], areTasks: Bool, started: Int, joinable: Int = 0, joined: Int = 0,
      ended: Int = 0,
      joining: [Int] = []
    ) {
      self.calls = calls
      self.areTasks = areTasks
      self.started = started
      self.joinable = joinable
      self.joined = joined
      self.ended = ended
      self.joining = joining
    }
  }

  /// What was started.
  public let starts: [Start]
  /// In which calls the thread that made the call of a run had last waited, for something else than a
  /// lock, when it came back; by the runs' numbers.
  public let lastWaits: [Int: [Int]]
  /// In which calls work was begun, by its tickets.
  public let works: [Int: [Int]]
  /// Whether tasks began it, which no thread is of.
  public let areWorksOfTasks: Bool

  /// Makes them from their parts.
  public init(
    starts: [Start] = [], lastWaits: [Int: [Int]] = [:], works: [Int: [Int]] = [:],
    areWorksOfTasks: Bool = false
  ) {
    self.areWorksOfTasks = areWorksOfTasks
    self.starts = starts
    self.lastWaits = lastWaits
    self.works = works
  }
}
