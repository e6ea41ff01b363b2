public import Foundation
public import Wire

/// A verdict in a document, with members that other programs rely on.
extension Verdict: Codable {
  private enum CodingKeys: String, CodingKey {
    case check = "name"
    case status, points, maxPoints, diagnosis, message, evidence, threads, seconds, printed, work
  }

  /// Writes the finding in words and as evidence.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(check, forKey: .check)
    try container.encode(status, forKey: .status)
    try container.encode(points, forKey: .points)
    try container.encode(maxPoints, forKey: .maxPoints)
    try container.encodeIfPresent(diagnosis, forKey: .diagnosis)
    try container.encodeIfPresent(message, forKey: .message)
    try container.encodeIfPresent(evidence, forKey: .evidence)
    try container.encodeIfPresent(threads, forKey: .threads)
    try container.encode(seconds, forKey: .seconds)
    try container.encodeIfPresent(printed, forKey: .printed)
    try container.encodeIfPresent(work, forKey: .work)
  }

  /// Reads what `encode` wrote; of a mistake there are words and evidence then, and not its case.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    check = try container.decode(String.self, forKey: .check)
    status = try container.decode(Status.self, forKey: .status)
    points = try container.decode(Int.self, forKey: .points)
    maxPoints = try container.decode(Int.self, forKey: .maxPoints)
    seconds = try container.decode(Double.self, forKey: .seconds)
    printed = try container.decodeIfPresent(String.self, forKey: .printed)
    work = try container.decodeIfPresent(WorkTimes.self, forKey: .work)
    let message = try container.decodeIfPresent(String.self, forKey: .message)
    if let diagnosis = try container.decodeIfPresent(String.self, forKey: .diagnosis) {
      finding = .recorded(
        diagnosis: diagnosis, message: message,
        evidence: try container.decodeIfPresent(Value.self, forKey: .evidence),
        threads: try container.decodeIfPresent([ThreadPlaces.Place].self, forKey: .threads))
    } else {
      let evidence = try container.decodeIfPresent(Measured.self, forKey: .evidence)
      finding = Finding(remark: message, measurement: evidence?.measurement)
    }
  }

  /// What was seen, as data; nil if it is told in words alone.
  public var evidence: Value? {
    get throws {
      switch finding {
      case .mistake(let mistake): try mistake.diagnosis.encoded().evidence
      case .recorded(_, _, let evidence, _): evidence
      case .remark(_, let measurement?): try Value(encoding: Measured(measurement: measurement))
      case .remark(_, nil), nil: nil
      }
    }
  }

  private var threads: [ThreadPlaces.Place]? {
    switch finding {
    case .mistake(let mistake): mistake.threads?.places
    case .recorded(_, _, _, let threads): threads
    case .remark, nil: nil
    }
  }
}

/// The evidence of a timed check without a mistake.
private struct Measured: Codable {
  let measurement: Measurement
}

/// A verdict on its way from the test bundle to whoever reports it, its finding as it is.
extension Verdict {
  private struct Attached: Codable {
    let check: String
    let status: Status
    let maxPoints: Int
    let finding: Finding?
    let seconds: Double
    let printed: String?
    let work: WorkTimes?
  }

  /// What the test bundle attaches to a test.
  ///
  /// - Throws: What can't be encoded, there or in a document.
  public func attached() throws -> Data {
    _ = try evidence
    return try JSONEncoder().encode(
      Attached(
        check: check, status: status, maxPoints: maxPoints, finding: finding, seconds: seconds,
        printed: printed, work: work))
  }

  /// Reads what was attached.
  public init(attached bytes: Data) throws {
    let attached = try JSONDecoder().decode(Attached.self, from: bytes)
    self.init(
      check: attached.check, status: attached.status, maxPoints: attached.maxPoints,
      finding: attached.finding, seconds: attached.seconds, printed: attached.printed)
    work = attached.work
  }
}
