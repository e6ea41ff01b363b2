/// What a subject may take, and how long the judge looks at it.
///
/// Times are counted as `Allowance` and `Quiescence` count them: a busy machine costs nothing. For how long
/// nothing may move is asked only where a subject can't tell that nothing will.
public enum Limits {
  /// The time of its own that a subject may take for one wait.
  public static let patience = Duration.seconds(4)
  /// The time of its own that a timed run may take until its processes are looked at as well;
  /// `patience` begins then.
  public static let unwatched = Duration.seconds(1)
  /// For how long nothing may move until work that hasn't come is said not to come.
  ///
  /// Shorter than a second, in which Dispatch's pool grows by a thread (measured on Linux).
  public static let rendezvous = Duration.milliseconds(600)
  /// For how long nothing may move until further work is said not to come.
  public static let settled = Duration.milliseconds(250)
  /// For how long nothing may move until a call is said to be deadlocked.
  public static let deadlock = Duration.seconds(2)
  /// For how long nothing may move until threads that are left are said to stay: longer than
  /// Dispatch keeps threads that have nothing to do.
  public static let idleThreads = Duration.seconds(7)
  /// How long the judge looks on while a subject doesn't get still.
  public static let restless = Duration.seconds(2)
  /// The memory that a subject may hold: 512 MiB, in bytes.
  ///
  /// All checks of an exercise run side by side, so a dozen of its subjects may reach this at once.
  public static let memory = 512 << 20
  /// What a subject may print: 16 MiB, in bytes.
  public static let output = 16 << 20
  /// How much of what code printed a report tells, in characters.
  public static let printed = 1000
  /// The time of its own that a subject may take to play scripts for one message.
  public static let shuffle = Duration.seconds(20)
  /// For how long a process may take nothing of what the judge says until it is told to read no more.
  static let unread = Duration.seconds(60)
  /// How often the judge looks at a subject's threads, in seconds.
  static let samplePeriod = 0.03
  /// How long the judge waits for the last words of a process that leaves, in seconds.
  static let goodbye = 1.0
}

extension Duration {
  /// The duration in whole milliseconds.
  public var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }

  /// The duration in seconds.
  public var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
