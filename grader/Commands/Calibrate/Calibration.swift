import Foundation
import Judge

/// What a machine can give, as it was measured.
struct Calibration: Encodable {
  /// One timed check, and whether it can be measured here.
  struct Check {
    let exercise: String
    let isMeasurable: Bool
    let reason: String
  }

  /// The cores that are granted.
  let cores: Int
  /// What so many threads reached of the speed of one, round by round.
  let capacity: [Double]
  /// By how much a wait of 25 milliseconds was too long, in milliseconds; the median.
  let lateness: Double
  /// What it costs to start and end one of these, in microseconds; medians.
  let thread: Double
  let task: Double
  let process: Double

  /// The part of rounds in which this machine gave its cores.
  var granted: Double {
    let rule = SpeedupRule(workers: cores)
    guard !capacity.isEmpty else { return 0 }
    return Double(capacity.count(where: rule.isGranted)) / Double(capacity.count)
  }

  /// The timed checks, as this machine is now.
  var checks: [Check] {
    ["URLDownloader", "AsyncDownloader"].map(waiting)
      + ["ProcessPool", "PrimeFinder"].map(computing)
  }

  private func waiting(_ exercise: String) -> Check {
    let isMeasurable = lateness < 8
    let late = lateness.formatted(.number.precision(.fractionLength(1)))
    return Check(
      exercise: exercise, isMeasurable: isMeasurable,
      reason: "it waits, which needs no cores; waits of 25 ms end \(late) ms late"
        + (isMeasurable ? "" : ", and may at most be 8 ms late"))
  }

  private func computing(_ exercise: String) -> Check {
    guard cores > 1 else {
      return Check(
        exercise: exercise, isMeasurable: false, reason: "it computes, and there is one core")
    }
    // A round counts if the runs before and after it got the cores, and 4 of 40 are needed.
    let expected = granted * granted * Double(SpeedupRule(workers: cores).most)
    let percent = Int((100 * granted).rounded())
    return Check(
      exercise: exercise, isMeasurable: expected >= 8,
      reason:
        "it computes; in \(percent)% of the rounds \(cores) threads got 0.85 of \(cores) cores"
        + (expected >= 8 ? "" : ", too seldom for two runs in a row"))
  }
}
