import Judge
import Wire
import Workload

/// A call of `primes`, as the subject's adapter reads it.
///
/// - Parameter yes: The test says yes to the numbers that leave this remainder when divided by 7, not to
///   the primes.
func request(upTo limit: Int, workers: Int, isTimed: Bool = false, yes: Int? = nil) -> Value {
  [
    "limit": .int(limit), "workers": .int(workers), "timed": .bool(isTimed),
    "yes": yes.map(Value.int) ?? .null,
  ]
}

/// The primes up to a limit, by the kit's own sieve.
func primes(upTo limit: Int) -> [Int] {
  limit < 2 ? [] : FactorTable(upTo: limit).primes
}

extension Subject {
  /// Has the primes up to a limit found, and expects them to be right, in whatever order: the order
  /// is the business of a check of its own.
  func expectPrimes(upTo limit: Int, workers: Int) throws {
    let found = try result(of: run(request(upTo: limit, workers: workers))).ints ?? []
    try expect(found.sorted(), upTo: limit, workers: workers)
  }

  /// Expects that numbers are the primes up to a limit, ascending.
  ///
  /// A wrong result is traced to its cause where the ledger of the calls shows it: numbers that
  /// were never tested or tested twice, or primes that the test said yes to and that were lost
  /// between threads, which is so if one worker alone doesn't lose them.
  func expect(_ found: [Int], upTo limit: Int, workers: Int) throws {
    let call = "primes(upTo: \(limit), workers: \(workers))"
    let expected = primes(upTo: limit)
    guard found != expected else { return }
    if found.sorted() == expected {
      let index = zip(found, expected).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
      throw Diagnosis.results(
        .orderLost(
          call: call, expected: "\(expected[index]) at place \(index)", actual: "\(found[index])"))
    }
    try expectEachTestedOnce(after: call)
    let lost = Set(expected).subtracting(found).sorted()
    if workers > 1, !lost.isEmpty, Set(found).isSubset(of: expected) {
      open("isPrime")
      let alone = try result(of: run(request(upTo: limit, workers: 1))).ints ?? []
      if alone == expected {
        throw Diagnosis.results(
          .lostUpdate(call: call, count: lost.count, first: Array(lost.prefix(6))))
      }
    }
    throw wrongNumbers(found, insteadOf: expected, from: call)
  }

  /// Expects that the last call tested each number from 2 to its limit once.
  func expectEachTestedOnce(after call: String) throws {
    let tally = try tally()
    if tally.missed.count > 0 {
      throw Diagnosis.results(
        .missedWork(
          call: call, work: "isPrime", count: tally.missed.count,
          first: tally.missed.first.map(String.init), atReturn: atReturn(after: tally)))
    }
    if tally.repeated.count > 0 {
      throw Diagnosis.results(
        .repeatedWork(
          call: call, work: "isPrime", count: tally.repeated.count,
          first: tally.repeated.first.map(String.init), how: Repetition(times: tally.times)))
    }
    if tally.outside > 0 {
      throw Diagnosis.results(
        .wrongResult(
          call: call, expected: "`isPrime` called for numbers from 2 to the limit only",
          actual: "\(tally.outside) calls for others"))
    }
  }

  /// What there is to see now that a call has come back, with all numbers that were tested by then.
  private func atReturn(after tally: Tally) -> AtReturn {
    atReturn(of: "isPrime", counted: (begun: tally.tested, ended: tally.tested))
  }

  /// What the subject's ledger of the last call says.
  func tally() throws -> Tally { try counted().decoded(as: Tally.self) }
}

/// A result of other numbers than the right ones, with the first few that are missing or too many.
///
/// - Parameter note: What else there is to say of them.
func wrongNumbers(
  _ found: [Int], insteadOf expected: [Int], from call: String, note: String = ""
) -> Diagnosis {
  let (missing, extra) = (Set(expected).subtracting(found), Set(found).subtracting(expected))
  let differences = [("missing", missing), ("too many", extra)].filter { !$1.isEmpty }.map {
    "\($0): \(list($1.sorted(), of: $1.count))"
  }
  return .results(
    .wrongResult(
      call: call, expected: summary(of: expected),
      actual: ([summary(of: found)] + differences).joined(separator: "; ")
        + (note.isEmpty ? "" : ". \(note)")))
}

private func summary(of numbers: [Int]) -> String {
  guard numbers.count > 12 else { return "\(numbers)" }
  let ends = [numbers.prefix(5), numbers.suffix(5)].map { part in
    part.map(String.init).joined(separator: ", ")
  }
  return "\(numbers.count) numbers ([\(ends[0]), ..., \(ends[1])])"
}
