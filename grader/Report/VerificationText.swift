import Foundation

/// The matrix; then every solution that didn't go as expected, with its message, where whoever sees
/// only the end of a long log finds it.
struct VerificationText: Report {
  let name = "text"

  func text(of verification: Verification) -> String {
    let solutions = verification.solutions
    let width = solutions.map(\.solution.count).max() ?? 0
    let lines = solutions.map { tally in
      let name = tally.solution.padding(toLength: width, withPad: " ", startingAt: 0)
      let expected = tally.expected.rawValue.padding(toLength: 20, withPad: " ", startingAt: 0)
      let often = tally.runs == 1 ? "" : " in \(tally.notMeasured) of \(tally.runs)"
      let clock =
        tally.isRight && tally.notMeasured > 0 ? "   (time not measured\(often))" : ""
      return "\(tally.exercise)  \(name)  \(expected) "
        + (tally.isExpected ? "ok\(clock)" : "NOT EXPECTED")
    }
    let wrong = solutions.filter { !$0.isExpected }
    return
      (lines + ["", "\(solutions.count) solutions, \(wrong.count) of them not as expected"]
      + wrong.map(story) + advice(on: wrong) + repeated(verification) + [""])
      .joined(separator: "\n")
  }

  /// What was expected of a solution, and what came.
  private func story(of tally: Tally) -> String {
    let check = tally.check.map { ": \($0)" } ?? ""
    return "\(tally.exercise)/\(tally.solution): expected \(tally.expected.rawValue), "
      + "got \(tally.verdicts)\(check)\n     \(tally.message ?? "")"
  }

  private func advice(on wrong: [Tally]) -> [String] {
    guard !wrong.isEmpty else { return [] }
    let names = wrong.map { "'\($0.exercise)/\($0.solution)'" }.joined(separator: " ")
    return ["To see how often this happens: swift run grader verify --repeat 20 \(names)"]
  }

  /// How sure it is by now, if there was more than one run.
  private func repeated(_ verification: Verification) -> [String] {
    guard verification.solutions.contains(where: { $0.runs > 1 }) else { return [] }
    return verification.rates.map { rate in
      let bound = (rate.upperBound * 100).formatted(.number.precision(.significantDigits(2)))
      return "\(rate.kind): \(rate.falseVerdicts) of \(rate.runs) runs; "
        + "with 95% confidence at most \(bound)%"
    }
  }
}
