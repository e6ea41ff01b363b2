import Foundation

/// What a timed check saw: every round, and what follows from those that counted.
public struct Measurement: Sendable, Equatable, Codable {
  /// How many workers were asked for.
  public let workers: Int
  /// All rounds, in their order.
  public let rounds: [Round]
  /// How many of them counted.
  public let counted: Int
  /// The student's median speedup over one worker in the rounds that counted; nil if none did.
  public let student: Double?
  /// The median of what the machine gave the kit's own loop at least in the same rounds.
  public let granted: Double?
  /// The median of what would have been enough.
  public let needed: Double?

  /// Sums rounds up.
  public init(_ rounds: [Round], by rule: SpeedupRule) {
    let counted = rule.counted(of: rounds)
    workers = rule.workers
    self.rounds = rounds
    self.counted = counted.count
    student = median(counted.map(\.student))
    granted = median(counted.map(\.granted))
    needed = granted.map { $0 * rule.threshold }
  }

  /// What was measured, in one line; nil if nothing was.
  public var summary: String? {
    guard let student, let granted else { return nil }
    return "you \(decimal(student))x of the \(decimal(granted))x that this machine could give"
  }

  /// The same drawn as bars; nil if nothing was measured.
  ///
  /// The whole width stands for as many times as there are workers.
  public var plot: String? {
    guard let student, let granted, let needed else { return nil }
    let lines = [("you", student), ("needed", needed), ("possible", granted)]
    return lines.map { name, speedup in
      let length = Int((speedup / Double(workers) * Double(Self.width)).rounded())
      let bar = String(repeating: "#", count: min(max(length, 0), Self.width + Self.width / 4))
      return name.padding(toLength: 8, withPad: " ", startingAt: 0)
        + "  \(decimal(speedup))x  \(bar)"
    }.joined(separator: "\n")
  }

  /// The width of a bar for all workers' speed, in characters.
  private static let width = 40
}

/// The value in the middle, or between the two in the middle; nil if there is none.
public func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// The three runs that a round compares, each on the same fresh input; all return seconds.
public struct Runs {
  let alone: () throws -> Double
  let kit: () throws -> Double
  let student: () throws -> Double

  /// Names the runs.
  ///
  /// - Parameters:
  ///   - alone: The kit's own loop with one worker.
  ///   - kit: The kit's own loop with all workers.
  ///   - student: The student's code with all workers.
  public init(
    alone: @escaping () throws -> Double, kit: @escaping () throws -> Double,
    student: @escaping () throws -> Double
  ) {
    self.alone = alone
    self.kit = kit
    self.student = student
  }
}

extension SpeedupRule {
  /// The longest pause, in seconds, after a round that didn't count: what took the cores away may
  /// be gone a little later.
  private static let pause = 0.06

  /// Takes rounds until the outcome is decided.
  ///
  /// By a coin, the single worker's run comes first or last, so that nothing that comes and goes
  /// with a beat of its own always meets the same one.
  ///
  /// - Parameter prepare: Makes a fresh input and the runs on it.
  /// - Throws: What a run throws.
  public func measure(
    _ prepare: () throws -> Runs
  ) throws -> (measurement: Measurement, decision: Decision) {
    var rounds: [Round] = []
    let start = ContinuousClock.now
    while true {
      let decision = decide(rounds)
      guard decision == .undecided else { return (Measurement(rounds, by: self), decision) }
      guard ContinuousClock.now - start < time else {
        return (
          Measurement(rounds, by: self),
          .notMeasured(
            "\(rounds.count) rounds took \(time.components.seconds) seconds, and were too few to tell"
          )
        )
      }
      let round = try round(of: prepare(), startsAlone: .random())
      if !isGranted(round.granted) {
        Thread.sleep(forTimeInterval: .random(in: 0...Self.pause))
      }
      rounds.append(round)
    }
  }

  private func round(of runs: Runs, startsAlone: Bool) throws -> Round {
    let first = startsAlone ? try runs.alone() : nil
    let before = try runs.kit()
    if let first, !isGranted(first / before) { return .lost(before: first / before) }
    let student = try runs.student()
    let after = try runs.kit()
    let alone = try first ?? runs.alone()
    return Round(before: alone / before, student: alone / student, after: alone / after)
  }
}
