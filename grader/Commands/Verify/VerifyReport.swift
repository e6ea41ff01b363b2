import Foundation

/// What `verify` prints.
struct VerifyReport: Codable, Equatable {
  let solutions: [Tally]
  /// How many right and wrong solutions got a verdict of the other kind; at most how often this may
  /// happen, given what was seen.
  let rates: [Rate]

  struct Rate: Codable, Equatable {
    let kind: String
    let runs: Int
    let falseVerdicts: Int
    /// The upper end of the 95% confidence interval.
    let upperBound: Double
  }

  init(_ tallies: [Tally]) {
    solutions = tallies
    rates = [true, false].map { isRight in
      let some = tallies.filter { $0.isRight == isRight && $0.expected != "notStarted" }
      let runs = some.map(\.runs).reduce(0, +)
      let falseVerdicts = some.map(\.falseVerdicts).reduce(0, +)
      return Rate(
        kind: isRight ? "right solutions failed" : "wrong solutions passed", runs: runs,
        falseVerdicts: falseVerdicts,
        upperBound: Binomial.upperBound(events: falseVerdicts, runs: runs))
    }
  }

  /// The matrix as text; then every solution that didn't go as expected, with its message, where
  /// whoever sees only the end of a long log finds it.
  var text: String {
    let width = solutions.map(\.solution.count).max() ?? 0
    let lines = solutions.map { tally in
      let name = tally.solution.padding(toLength: width, withPad: " ", startingAt: 0)
      let expected = tally.expected.padding(toLength: 20, withPad: " ", startingAt: 0)
      let often = tally.runs == 1 ? "" : " in \(tally.notMeasured) of \(tally.runs)"
      let clock =
        tally.isRight && tally.notMeasured > 0 ? "   (time not measured\(often))" : ""
      return "\(tally.exercise)  \(name)  \(expected) "
        + (tally.isExpected ? "ok\(clock)" : "NOT EXPECTED")
    }
    let wrong = solutions.filter { !$0.isExpected }
    return
      (lines + ["", "\(solutions.count) solutions, \(wrong.count) of them not as expected"]
      + wrong.map(Self.story) + Self.advice(on: wrong) + repeated).joined(separator: "\n")
  }

  /// What was expected of a solution, and what came.
  private static func story(of tally: Tally) -> String {
    let check = tally.check.map { ": \($0)" } ?? ""
    return "\(tally.exercise)/\(tally.solution): expected \(tally.expected), "
      + "got \(tally.verdicts)\(check)\n     \(tally.message ?? "")"
  }

  private static func advice(on wrong: [Tally]) -> [String] {
    guard !wrong.isEmpty else { return [] }
    let names = wrong.map { "'\($0.exercise)/\($0.solution)'" }.joined(separator: " ")
    return ["To see how often this happens: swift run grader verify --repeat 20 \(names)"]
  }

  /// How sure it is by now, if there was more than one run.
  private var repeated: [String] {
    guard solutions.contains(where: { $0.runs > 1 }) else { return [] }
    return rates.map { rate in
      let bound = (rate.upperBound * 100).formatted(.number.precision(.significantDigits(2)))
      return "\(rate.kind): \(rate.falseVerdicts) of \(rate.runs) runs; "
        + "with 95% confidence at most \(bound)%"
    }
  }
}
