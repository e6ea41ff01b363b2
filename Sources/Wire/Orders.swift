public import Interleaving

/// Controlled runs that a subject is asked for: of one request, in these orders.
public struct Orders: Sendable, Equatable {
  /// What the exercise's adapter reads.
  public let request: Value
  /// How each run is to go.
  public let plans: [Plan]

  /// Makes the orders of one request.
  public init(_ request: Value, _ plans: [Plan]) {
    self.request = request
    self.plans = plans
  }
}

/// What came of them, run by run; fewer than asked if one left threads behind.
public struct Explored: Sendable, Equatable {
  /// One run.
  public struct Run: Sendable, Equatable {
    /// What happened.
    public let trace: Trace
    /// How the call came back; nil if it didn't.
    public let outcome: Outcome?

    /// Makes a run from its parts.
    public init(_ trace: Trace, _ outcome: Outcome?) {
      self.trace = trace
      self.outcome = outcome
    }
  }

  /// The runs.
  public let runs: [Run]

  /// Holds runs.
  public init(_ runs: [Run]) { self.runs = runs }
}

extension Orders {
  func append(to bytes: inout ByteWriter) {
    request.append(to: &bytes)
    bytes.append(plans.count)
    for plan in plans { plan.append(to: &bytes) }
  }

  init(from bytes: inout ByteReader) throws {
    request = try Value(from: &bytes)
    plans = try (0..<bytes.nextCount()).map { _ in try Plan(from: &bytes) }
  }
}

extension Explored {
  func append(to bytes: inout ByteWriter) {
    bytes.append(runs.count)
    for run in runs {
      run.trace.append(to: &bytes)
      bytes.append(run.outcome == nil ? 0 : 1)
      run.outcome?.append(to: &bytes)
    }
  }

  init(from bytes: inout ByteReader) throws {
    runs = try (0..<bytes.nextCount()).map { _ in
      let trace = try Trace(from: &bytes)
      return Run(trace, try bytes.next() == 1 ? Outcome(from: &bytes) : nil)
    }
  }
}

// Messages have to have a form in JSON, which no frame of theirs has.
extension Orders: Codable {
  /// Not done: these go as bytes.
  public func encode(to encoder: any Encoder) throws { throw BadBytes() }
  /// Not done: these go as bytes.
  public init(from decoder: any Decoder) throws { throw BadBytes() }
}

extension Explored: Codable {
  /// Not done: these go as bytes.
  public func encode(to encoder: any Encoder) throws { throw BadBytes() }
  /// Not done: these go as bytes.
  public init(from decoder: any Decoder) throws { throw BadBytes() }
}
