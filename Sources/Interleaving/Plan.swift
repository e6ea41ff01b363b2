/// How one controlled run is to go.
public struct Plan: Sendable, Equatable, Codable {
  /// Who goes when.
  public var strategy = SchedulingStrategy()
  /// How many steps the run may have.
  public var stepLimit = 2000
  /// Whether the values are told that are read and written.
  public var wantsValues = false
  /// Whether the calls are told that lead to each step.
  public var wantsPlaces = false
  /// Whether threads are known to wait for what isn't the kit's, so that it need not be found out.
  public var isForeign = false

  /// The first thread that comes to a step of this kind isn't let go; the run ends when no other can.
  public var stopped: Step.Kind?

  /// Makes a plan for a run in which each thread goes on as long as it can.
  public init() {}
}
