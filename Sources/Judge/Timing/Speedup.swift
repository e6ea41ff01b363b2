/// One timed round: the student's code, between two runs of the kit's own parallel loop.
///
/// All three are speedups over the kit's own single worker on the same work.
public struct Round: Sendable, Equatable, Codable {
  /// The kit's loop, before the student's code.
  public let before: Double
  /// The student's code.
  public let student: Double
  /// The kit's loop, after the student's code.
  public let after: Double

  /// Makes a round from its three speedups.
  public init(before: Double, student: Double, after: Double) {
    self.before = before
    self.student = student
    self.after = after
  }

  /// What the machine could give at least while the student's code ran.
  public var granted: Double { min(before, after) }

  /// A round that was given up after its first run, since the machine was busy.
  public static func lost(before: Double) -> Round { Round(before: before, student: 0, after: 0) }
}

/// Decides from rounds whether code is faster in parallel; it has no clock of its own.
///
/// A round counts only if the machine gave the kit's own loop its cores just before and just after,
/// so a busy machine makes rounds not count instead of making them fail.
public struct SpeedupRule: Sendable {
  /// How many workers there are.
  public let workers: Int
  /// What part of `workers` both of the kit's runs must reach for a round to count.
  public var bracket: Double
  /// What part of the lesser of the kit's two runs a student's must reach.
  public var threshold = 0.75
  /// How many counting rounds are enough.
  public var counting = 7
  /// How many rounds are tried at most.
  public var most = 40
  /// After how many rounds of which none counted no more are tried: the cores of some machines are
  /// threads of one, and while a neighbour is on the other half, that goes on for long.
  public var hopeless = 16
  /// For how long further rounds are begun.
  public var time = Duration.seconds(20)
  /// How many of the counting rounds must reach the threshold to pass.
  public var passing = 4
  /// With so many or fewer that reach it, the code is too slow.
  public var failing = 1

  /// Makes the rule for a number of workers.
  public init(workers: Int, bracket: Double = 0.85) {
    self.workers = workers
    self.bracket = bracket
  }

  /// What follows from some rounds.
  public enum Decision: Sendable, Equatable {
    /// More rounds are needed.
    case undecided
    /// It is faster.
    case passed
    /// It is not.
    case tooSlow
    /// The machine can't tell, for this reason.
    case notMeasured(String)
  }

  /// Whether the machine gave the kit's own loop its cores in a run of this speedup.
  public func isGranted(_ speedup: Double) -> Bool { speedup >= bracket * Double(workers) }

  /// The rounds that count: those in which the kit's own loop got its cores before and after.
  public func counted(of rounds: [Round]) -> [Round] {
    Array(rounds.filter { isGranted($0.granted) }.prefix(counting))
  }

  /// Decides as soon as further rounds can't change the outcome.
  public func decide(_ rounds: [Round]) -> Decision {
    let counted = counted(of: rounds)
    let reached = counted.count { $0.student >= threshold * $0.granted }
    if reached >= passing { return .passed }
    if counting - counted.count + reached <= failing { return .tooSlow }
    if counted.count == counting {
      return .notMeasured(
        "\(reached) of \(counting) rounds were fast enough, too many for slow code and too few "
          + "for fast code")
    }
    let isHopeless = counted.isEmpty && rounds.count >= hopeless
    guard !isHopeless, most - rounds.count >= counting - counted.count else {
      return .notMeasured(
        "in only \(counted.count) of \(rounds.count) rounds did this machine give the kit's own "
          + "\(workers) workers a speedup of \(decimal(bracket * Double(workers))) before and after"
      )
    }
    return .undecided
  }
}
