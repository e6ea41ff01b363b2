import Testing

@testable import Judge

struct SpeedupTests {
  private static let rule = SpeedupRule(workers: 2)
  /// The machine gave both cores, and the code used them.
  private static let fast = Round(before: 1.9, student: 1.8, after: 1.9)
  /// The machine gave both cores, and the code used one.
  private static let slow = Round(before: 1.9, student: 1.0, after: 1.9)
  /// The machine gave one core.
  private static let lost = Round.lost(before: 1.0)

  // MARK: Deciding

  @Test func `no rounds decide nothing`() {
    #expect(Self.rule.decide([]) == .undecided)
  }

  @Test func `four fast rounds pass`() {
    #expect(Self.rule.decide(rounds(fast: 3)) == .undecided)
    #expect(Self.rule.decide(rounds(fast: 4)) == .passed)
  }

  @Test func `three slow rounds don't keep four fast ones from passing`() {
    #expect(Self.rule.decide(rounds(slow: 3) + rounds(fast: 4)) == .passed)
  }

  @Test func `six slow rounds are too slow`() {
    #expect(Self.rule.decide(rounds(slow: 5)) == .undecided)
    #expect(Self.rule.decide(rounds(slow: 6)) == .tooSlow)
  }

  @Test func `one fast round among seven is too slow`() {
    #expect(Self.rule.decide(rounds(fast: 1, slow: 5)) == .undecided)
    #expect(Self.rule.decide(rounds(fast: 1, slow: 6)) == .tooSlow)
  }

  // MARK: Not measured

  @Test(arguments: [2, 3])
  func `some fast rounds among seven measure nothing`(fast: Int) throws {
    let decision = Self.rule.decide(rounds(fast: fast, slow: 7 - fast))
    #expect(try #require(decision.reason).contains("\(fast) of 7 rounds"))
  }

  @Test func `rounds after the seventh that counted change nothing`() {
    let decision = Self.rule.decide(rounds(fast: 3, slow: 4) + rounds(fast: 4))
    #expect(decision.reason != nil)
  }

  @Test func `too few counting rounds measure nothing as soon as forty can give no more`() throws {
    #expect(Self.rule.decide(rounds(fast: 3, lost: 33)) == .undecided)
    let decision = Self.rule.decide(rounds(fast: 3, lost: 34))
    #expect(try #require(decision.reason).contains("only 3 of 37 rounds"))
  }

  @Test func `five slow rounds among forty are too few to be too slow`() {
    #expect(Self.rule.decide(rounds(slow: 5, lost: 35)).reason != nil)
  }

  // MARK: Which rounds count

  @Test(arguments: [
    Round(before: 1.6, student: 1.0, after: 2.0), Round(before: 2.0, student: 1.0, after: 1.6),
  ])
  func `a slow round outside the bracket doesn't count`(round: Round) {
    #expect(Self.rule.decide(Array(repeating: round, count: 15)) == .undecided)
  }

  @Test func `a fast round outside the bracket doesn't count`() {
    let round = Round(before: 1.6, student: 2.0, after: 2.0)
    #expect(Self.rule.decide(Array(repeating: round, count: 15)) == .undecided)
  }

  @Test func `a machine of whose first rounds none counts is given up`() {
    let lost = Array(repeating: Round.lost(before: 1.4), count: 16)
    #expect(Self.rule.decide(Array(lost.dropLast())) == .undecided)
    guard case .notMeasured = Self.rule.decide(lost) else {
      Issue.record("\(Self.rule.decide(lost))")
      return
    }
  }

  @Test func `a machine of whose first rounds one counts gets all rounds`() {
    let good = Round(before: 2, student: 2, after: 2)
    let rounds = [good] + Array(repeating: Round.lost(before: 1.4), count: 32)
    #expect(Self.rule.decide(rounds) == .undecided)
    #expect(Self.rule.decide(rounds + [good, good, good]) == .passed)
  }

  @Test func `a round just at the bracket counts`() {
    let rule = SpeedupRule(workers: 2, bracket: 0.75)
    let round = Round(before: 1.5, student: 1.5, after: 1.5)
    #expect(rule.decide(Array(repeating: round, count: 4)) == .passed)
  }

  @Test func `the bracket grows with the workers`() {
    let round = Round(before: 3.3, student: 3.3, after: 3.3)
    #expect(SpeedupRule(workers: 3).decide(Array(repeating: round, count: 4)) == .passed)
    #expect(SpeedupRule(workers: 4).decide(Array(repeating: round, count: 4)) == .undecided)
  }

  // MARK: Which rounds are fast

  @Test func `a round just at the threshold is fast`() {
    let round = Round(before: 2, student: 1.5, after: 2)
    #expect(Self.rule.decide(Array(repeating: round, count: 4)) == .passed)
  }

  @Test func `a round just below the threshold is slow`() {
    let round = Round(before: 2, student: 1.49, after: 2)
    #expect(Self.rule.decide(Array(repeating: round, count: 6)) == .tooSlow)
  }

  @Test(arguments: [
    Round(before: 1.8, student: 1.4, after: 2.0), Round(before: 2.0, student: 1.4, after: 1.8),
  ])
  func `code is held against the lesser of the kit's two runs`(round: Round) {
    #expect(Self.rule.decide(Array(repeating: round, count: 4)) == .passed)
  }

  // MARK: A machine without its second core

  @Test func `code on a machine with one core is never too slow`() {
    // Speedups around 1, as a machine with two cores shows them while it has only one.
    let seen = [1.0, 0.97, 1.04, 1.12, 0.88, 1.01, 1.35, 0.93, 1.0, 1.2]
    let rounds = (0..<40).map { number in
      Round(
        before: seen[number % 10], student: seen[(number + 3) % 10],
        after: seen[(number + 7) % 10])
    }
    for count in 0...40 {
      #expect(Self.rule.decide(Array(rounds.prefix(count))) != .tooSlow, "\(count) rounds")
    }
  }

  @Test func `code whose second core goes away in each round is never too slow`() {
    let rounds = (0..<40).map { number in
      Round(before: number % 2 == 0 ? 1.95 : 1, student: 1, after: number % 2 == 0 ? 1 : 1.95)
    }
    for count in 0...40 {
      #expect(Self.rule.decide(Array(rounds.prefix(count))) != .tooSlow, "\(count) rounds")
    }
  }

  // MARK: Measuring

  @Test func `measuring ends with the round that decides`() throws {
    let machine = MadeUpMachine(cores: 2, student: 2)
    let (measurement, decision) = try Self.rule.measure { machine.runs }
    #expect(decision == .passed)
    #expect(measurement.rounds.count == 4)
    #expect(measurement.student == 2)
  }

  @Test func `slow code is measured as too slow, wherever the single worker's run comes`() throws {
    let machine = MadeUpMachine(cores: 2, student: 1)
    let (measurement, decision) = try Self.rule.measure { machine.runs }
    #expect(decision == .tooSlow)
    let round = Round(before: 2, student: 1, after: 2)
    #expect(measurement.rounds == Array(repeating: round, count: 6))
  }

  @Test func `both orders of a round are taken`() throws {
    // The single worker's run comes first or last: by chance always the same once in 2^19 times.
    let machine = MadeUpMachine(cores: 2, student: 1)
    var rule = Self.rule
    rule.counting = 20
    _ = try rule.measure { machine.runs }
    #expect(Set(machine.orders) == ["aksk", "kska"])
  }

  @Test func `a machine with one core ends as unmeasured without trying all rounds`() throws {
    let machine = MadeUpMachine(cores: 1, student: 1)
    let (measurement, decision) = try Self.rule.measure { machine.runs }
    #expect(decision.reason != nil)
    #expect(measurement.rounds.count == Self.rule.hopeless)
    #expect(measurement.student == nil && measurement.summary == nil && measurement.plot == nil)
  }

  @Test func `what a run throws ends the measuring`() {
    let diagnosis = Diagnosis.ends(.exited(doing: "primes(upTo: 10)", status: 0))
    #expect(throws: diagnosis) {
      try Self.rule.measure {
        Runs(alone: { 1 }, kit: { 0.5 }, student: { throw diagnosis })
      }
    }
  }

  // MARK: Summing up

  @Test func `the median is the middle value, or between the two in the middle`() {
    #expect(median([3, 1, 2]) == 2)
    #expect(median([4, 1]) == 2.5)
    #expect(median([]) == nil)
  }

  @Test func `what was measured is told as medians of the rounds that count`() throws {
    let rounds = [
      Round(before: 1.9, student: 1.8, after: 1.88), Round(before: 1.0, student: 0.1, after: 2.0),
      Round(before: 1.8, student: 1.7, after: 1.9), Round(before: 2.0, student: 1.9, after: 1.96),
    ]
    let measured = Measurement(rounds, by: Self.rule)
    #expect(measured.counted == 3)
    #expect(measured.summary == "you 1.80x of the 1.88x that this machine could give")
    #expect(measured.rounds == rounds)
  }

  @Test func `bars are as long as speedups, the whole width for all workers`() throws {
    let measured = Measurement(
      [Round(before: 2, student: 1, after: 2)], by: SpeedupRule(workers: 2))
    #expect(
      measured.plot == """
        you       1.00x  ####################
        needed    1.50x  ##############################
        possible  2.00x  ########################################
        """)
  }

  @Test func `a speedup beyond the workers doesn't break the page`() throws {
    let measured = Measurement(
      [Round(before: 2, student: 90, after: 2)], by: SpeedupRule(workers: 2))
    #expect(measured.plot?.split(separator: "\n").allSatisfy { $0.count < 80 } == true)
  }

  // MARK: Making rounds

  private func rounds(fast: Int = 0, slow: Int = 0, lost: Int = 0) -> [Round] {
    Array(repeating: Self.fast, count: fast) + Array(repeating: Self.slow, count: slow)
      + Array(repeating: Self.lost, count: lost)
  }
}

/// A machine whose runs take made-up times.
private final class MadeUpMachine {
  private let cores: Double
  private let student: Double
  /// The runs of each round, in their order: `a`lone, `k`it, `s`tudent.
  private(set) var orders: [String] = []

  init(cores: Double, student: Double) {
    self.cores = cores
    self.student = student
  }

  var runs: Runs {
    orders.append("")
    return Runs(
      alone: { self.take("a", 1) }, kit: { self.take("k", 1 / self.cores) },
      student: { self.take("s", 1 / self.student) })
  }

  private func take(_ run: String, _ seconds: Double) -> Double {
    orders[orders.count - 1] += run
    return seconds
  }
}

extension SpeedupRule.Decision {
  fileprivate var reason: String? {
    if case .notMeasured(let reason) = self { reason } else { nil }
  }
}
