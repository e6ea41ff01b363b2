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
    #expect(Self.rule.decide(rounds(slow: 6)).isTooSlow)
  }

  @Test func `one fast round among seven is too slow`() {
    #expect(Self.rule.decide(rounds(fast: 1, slow: 5)) == .undecided)
    #expect(Self.rule.decide(rounds(fast: 1, slow: 6)).isTooSlow)
  }

  @Test func `too slow tells each speedup that counted and what would have done`() {
    let slow = Round(before: 1.8, student: 1.25, after: 2)
    let decision = Self.rule.decide([slow] + rounds(slow: 5, lost: 1))
    guard case .tooSlow(let speedups, let needed) = decision else {
      Issue.record("\(decision)")
      return
    }
    #expect(speedups == [1.25, 1, 1, 1, 1, 1])
    #expect(abs(needed - 0.75 * 1.8) < 1e-9)
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
    #expect(Self.rule.decide(Array(repeating: round, count: 33)) == .undecided)
  }

  @Test func `a fast round outside the bracket doesn't count`() {
    let round = Round(before: 1.6, student: 2.0, after: 2.0)
    #expect(Self.rule.decide(Array(repeating: round, count: 33)) == .undecided)
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
    #expect(Self.rule.decide(Array(repeating: round, count: 6)).isTooSlow)
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
      #expect(!Self.rule.decide(Array(rounds.prefix(count))).isTooSlow, "\(count) rounds")
    }
  }

  @Test func `code whose second core goes away in each round is never too slow`() {
    let rounds = (0..<40).map { number in
      Round(before: number % 2 == 0 ? 1.95 : 1, student: 1, after: number % 2 == 0 ? 1 : 1.95)
    }
    for count in 0...40 {
      #expect(!Self.rule.decide(Array(rounds.prefix(count))).isTooSlow, "\(count) rounds")
    }
  }

  // MARK: Judging

  @Test func `judging ends with the round that decides`() throws {
    var taken = 0
    try Self.rule.judge(work: "isPrime") {
      taken += 1
      return Self.fast
    }
    #expect(taken == 4)
  }

  @Test func `judging slow code throws the diagnosis`() throws {
    let diagnosis = try #require(throws: Diagnosis.self) {
      try Self.rule.judge(work: "isPrime") { Self.slow }
    }
    guard case .tooSlow("isPrime", 2, [1, 1, 1, 1, 1, 1], _) = diagnosis else {
      Issue.record("\(diagnosis)")
      return
    }
  }

  @Test func `a machine with one core ends as unmeasured when too few rounds are left`() throws {
    var taken = 0
    let stop = try #require(throws: Stop.self) {
      try Self.rule.judge(work: "isPrime") {
        taken += 1
        return Self.lost
      }
    }
    guard case .notMeasured = stop else {
      Issue.record("\(stop)")
      return
    }
    #expect(taken == 34)
  }

  @Test func `what a round throws ends the judging`() {
    let diagnosis = Diagnosis.exited(doing: "primes(upTo: 10)", status: 0)
    #expect(throws: diagnosis) { try Self.rule.judge(work: "isPrime") { throw diagnosis } }
  }

  // MARK: Making rounds

  private func rounds(fast: Int = 0, slow: Int = 0, lost: Int = 0) -> [Round] {
    Array(repeating: Self.fast, count: fast) + Array(repeating: Self.slow, count: slow)
      + Array(repeating: Self.lost, count: lost)
  }
}

extension SpeedupRule.Decision {
  fileprivate var isTooSlow: Bool {
    if case .tooSlow = self { true } else { false }
  }

  fileprivate var reason: String? {
    if case .notMeasured(let reason) = self { reason } else { nil }
  }
}
