public import Wire

/// What became of one check.
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
  /// The kit itself failed.
  case judgeError
}

/// Ends a check without a diagnosis.
public enum Stop: Error, Sendable, Equatable {
  /// The exercise hasn't been begun.
  case notStarted
  /// The machine can't tell, for this reason.
  case notMeasured(String)
}

/// One check's result, as it is handed from the test bundle to whoever reports it.
public struct Verdict: Codable, Sendable, Equatable {
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
  /// The diagnosis's name, if it failed.
  public var diagnosis: String?
  /// What to tell the student.
  public var message: String?
  /// What was seen, as data.
  public var evidence: Value?
  /// Where the student's threads were, if it failed for what they did.
  public var threads: [ThreadPlaces.Place]?
  /// How long it took, in seconds.
  public var seconds: Double
  /// What the student's code printed, cut in its middle.
  public var printed: String?

  /// What a timed check measured, from its evidence.
  public var measurement: Measurement? {
    try? evidence?["measurement"].decoded(as: Measurement.self)
  }

  /// Whether the message points the reader to a line of the student's code: as a marked step of an
  /// order, as where threads were, or as where it crashed.
  ///
  /// - Parameter line: The line's text, without blanks around it.
  public func shows(_ line: String) -> Bool {
    if let history = try? evidence?["history"].decoded(as: History.self) {
      return history.linesPointedAt.contains(line)
    }
    let places = (threads ?? []).prefix(ThreadPlaces.most)
    return places.contains { $0.source == line }
      || evidence?["place"].string?.contains("`\(line)`") == true
  }

  private enum CodingKeys: String, CodingKey {
    case check = "name"
    case status, points, maxPoints, diagnosis, message, evidence, threads, seconds, printed
  }

  /// Makes a verdict without a diagnosis; a passed or unmeasured check gets its points.
  public init(
    check: String, status: Status, maxPoints: Int, message: String? = nil, seconds: Double = 0
  ) {
    self.check = check
    self.status = status
    self.maxPoints = maxPoints
    points = status == .passed || status == .notMeasured ? maxPoints : 0
    self.message = message
    self.seconds = seconds
  }
}
