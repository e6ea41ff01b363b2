/// How one controlled run is to go.
public struct Plan: Sendable, Equatable {
  /// Who goes when.
  public var strategy = SchedulingStrategy()
  /// How many steps the run may have.
  public var stepLimit = 2000
  /// Whether the values are told that are read and written.
  public var wantsValues = false
  /// Whether the calls are told that lead to each step.
  public var wantsPlaces = false
  /// The first thread that comes to a step of this kind isn't let go; the run ends when no other can.
  public var stopped: Step.Kind?

  /// Makes a plan for a run in which each thread goes on as long as it can.
  public init() {}
}

extension Plan {
  /// Adds the plan to bytes.
  package func append(to bytes: inout ByteWriter) {
    bytes.append(strategy.choices.map { UInt8(truncatingIfNeeded: $0) })
    bytes.append(strategy.seed == nil ? 0 : 1)
    bytes.append(Int(bitPattern: UInt(strategy.seed ?? 0)))
    bytes.append(strategy.held ?? -1)
    bytes.append(stepLimit)
    bytes.append(wantsValues ? 1 : 0)
    bytes.append(wantsPlaces ? 1 : 0)
    bytes.append(stopped.map { Int($0.rawValue) } ?? -1)
  }

  /// Reads what `append` wrote.
  package init(from bytes: inout ByteReader) throws {
    strategy.choices = try bytes.nextBytes().map(Int.init)
    let hasSeed = try bytes.next() == 1
    let seed = UInt64(UInt(bitPattern: try bytes.next()))
    strategy.seed = hasSeed ? seed : nil
    let held = try bytes.next()
    strategy.held = held < 0 ? nil : held
    stepLimit = try bytes.next()
    wantsValues = try bytes.next() == 1
    wantsPlaces = try bytes.next() == 1
    let stopped = try bytes.next()
    self.stopped = stopped < 0 ? nil : Step.Kind(rawValue: UInt8(truncatingIfNeeded: stopped))
  }
}
