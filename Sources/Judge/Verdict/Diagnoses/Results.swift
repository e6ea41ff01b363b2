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
        """
        Follow by hand what your code does in exactly this case, with the calls beside it or before it, if \
        there are any.
        """)
    case .orderLost(let call, let expected, let actual):
      Words(
        "orderLost",
        """
        \(call): the right results came in the wrong order. Expected \(expected), but got \(actual). \
        The judge had let the work end in another order than the one it began in.
        """,
        "Which piece of work ends first is chance; the caller must find each result at its input's place."
      )
    case .lostUpdate(let call, let count, let first) where first.isEmpty:
      Words(
        "lostUpdate",
        "\(call): all threads were at it at full speed, and in the end \(count) additions were missing.",
        """
        A thread read what was shared, worked out a new value, and wrote it over what another had \
        written meanwhile.
        """)
    case .lostUpdate(let call, let count, let first):
      Words(
        "lostUpdate",
        """
        \(call): the test answered yes for \(list(first, of: count)), but the result doesn't contain \
        \(count == 1 ? "it" : "them"). With one worker nothing is missing.
        """,
        """
        A worker read what was shared, worked, and wrote its own version back over what another \
        had written meanwhile.
        """)
    case .repeatedWork(let call, let work, let count, let first):
      Words(
        "repeatedWork",
        first.isEmpty
          ? "\(call): `\(work)` was done \(times(count)) too often."
          : "\(call): \(worked(work, moreThanOnceOn: list(first, of: count))).",
        "Work done twice costs twice, and whatever effects it has, it has them twice.")
    case .missedWork(let call, let work, let count, let first):
      Words(
        "missedWork",
        first.isEmpty
          ? "\(call): `\(work)` should have been done \(count == 1 ? "once more" : "\(count) more times")."
          : "\(call): \(worked(work, neverOn: list(first, of: count))).",
        first.isEmpty
          ? """
          Each is to be done as often as it was asked for. Follow your code by hand, and count; if there \
          was a call before, ask what it has left behind.
          """
          : """
          What nobody works on has no result. Look at how the work is handed out: at the first and \
          the last piece, and at what decides whether anything is left to do, after a failure too.
          """)
    }
  }
}
