/// What became of something that is graded.
public enum Status: String, Codable, Sendable, CaseIterable {
  /// It holds.
  case passed
  /// It doesn't, and the diagnosis says why.
  case failed
  /// The student's code threw `NotStarted`.
  case notStarted
  /// The student's code doesn't compile.
  case didNotCompile
  /// The machine couldn't tell; nothing is lost for it.
  case notMeasured
  /// A check that this one needs failed, so it wasn't run, and earns nothing.
  case notReached
  /// The kit itself failed.
  case judgeError
}

extension Status {
  /// The status as a person says it.
  public var inWords: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .notStarted: "not started"
    case .didNotCompile: "doesn't compile"
    case .notMeasured: "not measured"
    case .notReached: "not reached"
    case .judgeError: "kit error"
    }
  }

  /// What the grader ends with: 0 nothing begun is wrong, 1 something is, 2 the kit failed.
  public var exitStatus: Int32 {
    switch self {
    case .passed, .notStarted, .notMeasured, .notReached: 0
    case .failed, .didNotCompile: 1
    case .judgeError: 2
    }
  }

  /// Whether a check keeps its points.
  fileprivate var earnsPoints: Bool {
    switch self {
    case .passed, .notMeasured: true
    case .failed, .notStarted, .didNotCompile, .notReached, .judgeError: false
    }
  }
}

/// What became of a check, an exercise, a submission or a class, and the points that it earned.
public struct Score: Sendable, Equatable {
  /// What became of it.
  public let status: Status
  /// The points it earned.
  public let points: Int
  /// The points it can earn.
  public let maxPoints: Int

  /// Of a check, which earns all of its points or none.
  public init(_ status: Status, of maxPoints: Int) {
    self.init(status, points: status.earnsPoints ? maxPoints : 0, maxPoints: maxPoints)
  }

  /// Of a submission, from its exercises, or of a class, from its submissions: the worst status counts.
  public init(sumOf parts: [Score]) {
    let worst = parts.map(\.status).max { $0.exitStatus < $1.exitStatus }
    self.init(worst ?? .passed, adding: parts)
  }

  /// Of an exercise, from its checks.
  ///
  /// What couldn't be measured costs nothing, but nothing is earned by not having begun.
  public init(exercise checks: [Score]) {
    let statuses = checks.map(\.status)
    let isBegun =
      !statuses.contains(.notStarted)
      || statuses.contains { $0 != .notStarted && $0 != .notMeasured }
    if !isBegun {
      self.init(.notStarted, adding: checks.map { Score(.notStarted, of: $0.maxPoints) })
    } else if statuses.contains(.judgeError) {
      self.init(.judgeError, adding: checks)
    } else {
      self.init(statuses.allSatisfy(\.earnsPoints) ? .passed : .failed, adding: checks)
    }
  }

  private init(_ status: Status, adding parts: [Score]) {
    self.init(
      status, points: parts.reduce(0) { $0 + $1.points },
      maxPoints: parts.reduce(0) { $0 + $1.maxPoints })
  }

  /// One that is known.
  public init(_ status: Status, points: Int, maxPoints: Int) {
    (self.status, self.points, self.maxPoints) = (status, points, maxPoints)
  }

  /// The points as a person says them, such as "7 of 15".
  public var inWords: String { "\(points) of \(maxPoints)" }
}

extension Verdict {
  /// What became of the check, and what it earned.
  public var score: Score { Score(status, points: points, maxPoints: maxPoints) }
}
