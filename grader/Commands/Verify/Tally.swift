import Foundation

/// All verdicts on one solution.
struct Tally: Encodable, Sendable {
  let exercise: String
  let solution: String
  let expected: Ending
  /// How often each verdict came.
  let got: [Ending: Int]
  /// How many verdicts there are.
  let runs: Int
  /// How many of them were not as expected.
  let unexpected: Int
  /// In how many of them a check could not be measured.
  let notMeasured: Int
  /// Whose problem came first where it first wasn't as expected, else in the first run; nil if there
  /// was none.
  let check: String?
  /// What the student would read of it.
  let message: String?
  /// How long a verdict took on average, in seconds.
  let seconds: Double
  /// The check that took longest in a run; nil if none took long.
  let longest: VerifyCommand.Longest?
  /// The different scores that it got, the lowest first; nil if points weren't asked for.
  let scores: [VerifyCommand.Earned]?

  /// Counts the verdicts on one solution, of which there is at least one.
  init(_ rows: [VerifyCommand.Row]) {
    exercise = rows[0].exercise
    solution = rows[0].solution
    expected = rows[0].expected
    got = Dictionary(grouping: rows, by: \.got).mapValues(\.count)
    runs = rows.count
    unexpected = rows.count { !$0.isExpected }
    notMeasured = rows.count { !$0.notMeasured.isEmpty }
    let told = rows.first { !$0.isExpected } ?? rows[0]
    check = told.check
    message = told.message
    seconds = rows.map(\.seconds).reduce(0, +) / Double(rows.count)
    longest = rows.compactMap(\.longest).max { $0.seconds < $1.seconds }
    let scores = Set(rows.compactMap(\.score)).sorted { $0.points < $1.points }
    self.scores = scores.isEmpty ? nil : scores
  }

  var isExpected: Bool { unexpected == 0 }

  /// Whether the solution is a right one.
  var isRight: Bool { expected == .passed }

  /// In how many runs the solution got the verdict of the other kind: a right one failed, or a wrong
  /// one passed where everything was measured.
  var falseVerdicts: Int { isRight ? unexpected : isExpected ? 0 : got[.passed] ?? 0 }

  /// The verdicts, the most frequent first.
  var verdicts: String {
    let sorted = got.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    return runs == 1
      ? sorted.map(\.key.rawValue).joined()
      : sorted.map { "\($0.key.rawValue) x\($0.value)" }.joined(separator: ", ")
  }
}

/// The exact bound on a rate of which a sample is known (Clopper and Pearson, 1934).
enum Binomial {
  /// The rate above which so few events in so many runs would be seen in fewer than 5 of 100 samples.
  static func upperBound(events: Int, runs: Int) -> Double {
    guard events < runs else { return 1 }
    var (low, high) = (0.0, 1.0)
    // The chance of so few events falls as the rate rises.
    while high - low > 1e-9 {
      let rate = (low + high) / 2
      if chance(ofAtMost: events, runs: runs, rate: rate) > 0.05 { low = rate } else { high = rate }
    }
    return high
  }

  private static func chance(ofAtMost events: Int, runs: Int, rate: Double) -> Double {
    var sum = 0.0
    var logarithm = Double(runs) * log(1 - rate)
    for event in 0...events {
      sum += exp(logarithm)
      logarithm += log(rate) - log(1 - rate)
      logarithm += log(Double(runs - event)) - log(Double(event + 1))
    }
    return sum
  }
}
