/// What `verify` has seen.
struct Verification: Encodable {
  let solutions: [Tally]
  /// How many right and wrong solutions got a verdict of the other kind; at most how often this may
  /// happen, given what was seen.
  let rates: [Rate]

  struct Rate: Encodable {
    let kind: String
    let runs: Int
    let falseVerdicts: Int
    /// The upper end of the 95% confidence interval.
    let upperBound: Double
  }

  init(_ tallies: [Tally]) {
    solutions = tallies
    rates = [true, false].map { isRight in
      let some = tallies.filter { $0.isRight == isRight && $0.expected != .notStarted }
      let runs = some.map(\.runs).reduce(0, +)
      let falseVerdicts = some.map(\.falseVerdicts).reduce(0, +)
      return Rate(
        kind: isRight ? "right solutions failed" : "wrong solutions passed", runs: runs,
        falseVerdicts: falseVerdicts,
        upperBound: Binomial.upperBound(events: falseVerdicts, runs: runs))
    }
  }
}
