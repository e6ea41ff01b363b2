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
      return "\(tally.exercise)  \(name)  \(expected) \(points(of: tally))"
        + (tally.isExpected ? "ok\(clock)" : "NOT EXPECTED")
    }
    let wrong = solutions.filter { !$0.isExpected }
    return
      (lines + ["", "\(solutions.count) solutions, \(wrong.count) of them not as expected"]
      + marks(of: solutions)
      + slowest(of: solutions)
      + wrong.map(story) + advice(on: wrong) + repeated(verification) + [""])
      .joined(separator: "\n")
  }

  /// What a solution earned, where that was asked for.
  private func points(of tally: Tally) -> String {
    guard let scores = tally.scores, let most = scores.last else { return "" }
    let points = scores.map { "\($0.points)" }.joined(separator: " or ")
    return "\(points) of \(most.maxPoints) points  "
  }

  /// What the wrong solutions of each exercise earn, where that was asked for.
  private func marks(of solutions: [Tally]) -> [String] {
    let wrong = solutions.filter { !$0.isRight && $0.expected != .notStarted }
    let names = wrong.reduce(into: [String]()) {
      if !$0.contains($1.exercise) { $0.append($1.exercise) }
    }
    return names.compactMap { name in
      let shares = wrong.filter { $0.exercise == name }.compactMap { tally in
        tally.scores?.last.map { (100 * $0.points / max($0.maxPoints, 1), tally.solution) }
      }.sorted { $0 < $1 }
      guard let (least, poorest) = shares.first, let (most, best) = shares.last else { return nil }
      return "\(name): wrong solutions earn \(least)% (\(poorest)) to \(most)% (\(best)), "
        + "half of them at most \(shares[(shares.count - 1) / 2].0)%"
    }
  }

  /// So many that took longest are told, where there are at least twice as many.
  private static let slowest = 10

  /// Which solutions took longest, for whoever wants them to take less.
  private func slowest(of solutions: [Tally]) -> [String] {
    guard solutions.count >= 2 * Self.slowest else { return [] }
    let most = solutions.sorted { $0.seconds > $1.seconds }.prefix(Self.slowest)
    let all = solutions.map(\.seconds).reduce(0, +)
    let share = Int(100 * most.map(\.seconds).reduce(0, +) / max(all, 1))
    return ["", "The \(Self.slowest) slowest took \(share)% of all solutions' time:"]
      + most.map { tally in
        let longest = tally.longest.map { ", \(tenths($0.seconds)) s of them for: \($0.check)" }
        return "  \(tenths(tally.seconds)) s  \(tally.exercise)/\(tally.solution)"
          + (longest ?? "")
      }
  }

  private func tenths(_ number: Double) -> String { String(format: "%.1f", number) }

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
