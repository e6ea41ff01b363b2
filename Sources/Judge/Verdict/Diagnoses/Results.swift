extension Diagnosis {
  /// Results that are wrong, missing or in the wrong places.
  public enum Results: DiagnosisFamily {
    /// Plain wrong values.
    case wrongResult(call: String, expected: String, actual: String)
    /// The right values in the wrong order.
    case orderLost(call: String, expected: String, actual: String)
    /// Results that were found, and then overwritten by another worker's.
    case lostUpdate(call: String, count: Int, first: [Int])
    /// Items that were worked on more than once.
    case repeatedWork(call: String, work: String, count: Int, first: [String])
    /// Items that were never worked on.
    case missedWork(call: String, work: String, count: Int, first: [String])
  }
}

extension Diagnosis.Results {
  var words: Words {
    switch self {
    case .wrongResult(let call, let expected, let actual):
      Words(
        "wrongResult",
        "\(call): expected \(expected), but got \(actual).",
        "Which line decides the first value that differs, and what does it see in this case?")
    case .orderLost(let call, let expected, let actual):
      Words(
        "orderLost",
        """
        \(call): the right results came in the wrong order. Expected \(expected), but got \(actual). \
        The judge had let the work end in another order than the one it began in.
        """,
        "How does a result find the place of its input when a later one is ready first?"
      )
    case .lostUpdate(let call, let count, let first) where first.isEmpty:
      Words(
        "lostUpdate",
        "\(call): all threads were at it at full speed, and in the end \(count) additions were missing.",
        whatKeepsOthersOut)
    case .lostUpdate(let call, let count, let first):
      Words(
        "lostUpdate",
        """
        \(call): the test answered yes for \(list(first, of: count)), but the result doesn't contain \
        \(count == 1 ? "it" : "them"). With one worker nothing is missing.
        """,
        whatKeepsOthersOut)
    case .repeatedWork(let call, let work, let count, let first):
      Words(
        "repeatedWork",
        first.isEmpty
          ? "\(call): `\(work)` was done \(times(count)) too often."
          : "\(call): \(worked(work, moreThanOnceOn: list(first, of: count))).",
        "What tells a worker that somebody else has taken it?")
    case .missedWork(let call, let work, let count, let first):
      Words(
        "missedWork",
        first.isEmpty
          ? "\(call): `\(work)` should have been done \(count == 1 ? "once more" : "\(count) more times")."
          : "\(call): \(worked(work, neverOn: list(first, of: count))).",
        "Who was to do it, and what decided that there was nothing left to do?")
    }
  }
}
