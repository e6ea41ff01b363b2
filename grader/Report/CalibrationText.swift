import Foundation
import Judge

/// A calibration for reading.
struct CalibrationText: Report {
  let name = "text"

  func text(of calibration: Calibration) -> String {
    let capacity = calibration.capacity
    func number(_ value: Double) -> String {
      value.formatted(.number.precision(.fractionLength(2)))
    }
    let spread = "\(number(capacity.min() ?? 0)) to \(number(capacity.max() ?? 0))"
    let lines = calibration.checks.map { check in
      "  \(check.exercise.padding(toLength: 17, withPad: " ", startingAt: 0))"
        + "\(check.isMeasurable ? "can be measured" : "will be notMeasured"): \(check.reason)"
    }
    return """
      \(calibration.cores) cores granted; together they do \(number(median(capacity) ?? 0)) times the work of one \
      (median of \(capacity.count) rounds, \(spread))

      What one more costs, started and ended:
        a task      \(number(calibration.task)) microseconds
        a thread    \(number(calibration.thread)) microseconds
        a process   \(number(calibration.process)) microseconds

      Timed checks, as this machine is now:
      \(lines.joined(separator: "\n"))

      """
  }
}
