import Wire

/// Ends a check without a diagnosis.
public enum Stop: Error, Sendable, Equatable {
  /// The exercise hasn't been begun.
  case notStarted
  /// The machine can't tell, for this reason.
  case notMeasured(String)
  /// Another check that this one needs didn't show what it is about: this fact, as a clause.
  case notReached(String)
}

/// One check's result, as it is handed from the test bundle to whoever reports it.
public struct Verdict: Sendable, Equatable {
  /// The file that carries a verdict when it is attached to its test.
  public static let attachmentName = "verdict.json"

  /// The check's name, a sentence.
  public var check: String
  /// What became of it.
  public var status: Status
  /// The points it earned.
  public var points: Int
  /// The points it can earn.
  public var maxPoints: Int
  /// What was found; nil if there is nothing to tell.
  public var finding: Finding?
  /// How long it took, in seconds.
  public var seconds: Double
  /// What the student's code printed, cut in its middle.
  public var printed: String?
  /// Which injected work was under way when; nil if there was none, or it isn't known.
  public var work: WorkTimes?

  /// The diagnosis's name, if a mistake was found.
  public var diagnosis: String? {
    switch finding {
    case .mistake(let mistake): mistake.diagnosis.name
    case .recorded(let name, _, _, _): name
    case .remark, nil: nil
    }
  }

  /// The diagnosis that tells why, if another check came to it; nil if none can.
  ///
  /// That time ran out says only that something waited, and a crash where memory was spoilt only that
  /// it was: what spoilt it, a check that sees accesses tells.
  public var cause: String? {
    switch diagnosis {
    case "timedOut": "pipeDeadlock"
    case "crashed": "dataRace"
    default: nil
    }
  }

  /// What to tell the student.
  public var message: String? { finding.flatMap { Message.text(of: $0) } }

  /// An order of steps or jobs that shows a mistake.
  public struct Order: Sendable, Equatable {
    /// What makes it again.
    public let token: String
    /// What was seen in it.
    public let told: String
    /// The numbers of the rows of its table at which the mistake shows.
    public let marks: [Int]
  }

  /// The order that the message tells, if it tells one.
  public var order: Order? {
    guard case .mistake(let mistake)? = finding,
      case .history(let history) = mistake.diagnosis.words.shown
    else { return nil }
    return Order(token: history.token, told: mistake.diagnosis.words.seen, marks: history.marks)
  }

  /// What a timed check measured that found no mistake.
  public var measurement: Measurement? {
    guard case .remark(_, let measurement)? = finding else { return nil }
    return measurement
  }

  /// Whether the message points the reader to a line of the student's code.
  ///
  /// - Parameter line: The line's text, without blanks around it.
  public func shows(_ line: String) -> Bool {
    guard case .mistake(let mistake)? = finding else { return false }
    return mistake.shows(line)
  }

  /// Makes a verdict; a passed or unmeasured check gets its points.
  public init(
    check: String, status: Status, maxPoints: Int, finding: Finding? = nil, seconds: Double = 0,
    printed: String? = nil
  ) {
    self.check = check
    self.status = status
    self.maxPoints = maxPoints
    points = Score(status, of: maxPoints).points
    self.finding = finding
    self.seconds = seconds
    self.printed = printed
  }

  /// Makes a verdict of which there is only something to say.
  public init(check: String, status: Status, maxPoints: Int, message: String) {
    self.init(
      check: check, status: status, maxPoints: maxPoints,
      finding: .remark(message, measurement: nil))
  }
}
