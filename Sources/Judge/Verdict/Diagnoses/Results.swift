extension Diagnosis {
  /// Results that are wrong, missing or in the wrong places.
  public enum Results: DiagnosisFamily {
    /// Plain wrong values.
    case wrongResult(call: String, expected: String, actual: String)
    /// A wrong answer, and what all that were tried have in common which get it and no others have.
    case wrongAnswer(call: String, expected: String, actual: String, others: String)
    /// A call that needn't wait hasn't come back.
    case heldBack(call: String, expected: String, meanwhile: String)
    /// The right values in the wrong order: `came` are the places at which they belong, as they came, and
    /// `ended` those in the order in which the work on them had ended, both counted from 1.
    case orderLost(
      call: String, expected: String, actual: String, came: [Int] = [], ended: [Int] = [])
    /// Results that were found, and then overwritten by another worker's.
    case lostUpdate(call: String, count: Int, first: [Int])
    /// Items that were worked on more than once.
    case repeatedWork(
      call: String, work: String, count: Int, first: [String], how: Repetition? = nil)
    /// The same of additions to one value: so many by each thread, at these lines.
    case addedTooOften(call: String, count: Int, threads: [String], times: [Int], places: [String])
    /// Threads that didn't add to a counter as often as `each` was to.
    case addedUnevenly(call: String, each: Int, threads: [String], times: [Int], places: [String])
    /// Items that were never worked on.
    case missedWork(
      call: String, work: String, count: Int, first: [String], atReturn: AtReturn? = nil)
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
    case .wrongAnswer(let call, let expected, let actual, let others):
      Words(
        "wrongResult",
        "\(call): expected \(expected), but got \(actual). \(others)",
        "Which line gives that answer, and which question should have come before it?")
    case .heldBack(let call, let expected, let meanwhile):
      Words(
        "wrongResult",
        "\(call): expected \(expected), but there was no return while \(meanwhile).",
        "What does that call wait for, though nothing is left for it to wait for?",
        shows: .threads)
    case .orderLost(let call, let expected, let actual, let came, let ended):
      Words(
        "orderLost",
        """
        \(call): the right results came in the wrong order. Expected \(expected), but got \(actual). \
        \(orders(came, ended))
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
    case .repeatedWork(let call, let work, let count, let first, let how):
      Words(
        "repeatedWork",
        first.isEmpty
          ? "\(call): `\(work)` was done \(times(count)) too often."
          : "\(call): \(worked(work, moreThanOnceOn: list(first, of: count), how, first[0], isOne: count == 1)).",
        how?.question(of: work)
          ?? "Which line calls `\(work)`, and how often does your code come there for one of them?")
    case .addedTooOften(let call, let count, let threads, let times, let places):
      Words(
        "repeatedWork",
        """
        \(call): 1 was added \(Judge.times(count)) too often: \
        \(additions(threads, times))\(places.isEmpty ? "" : ", at \(inARow(places))").
        """,
        "What decides how often a thread adds?")
    case .addedUnevenly(let call, let each, let threads, let times, let places):
      Words(
        "missedWork",
        """
        \(call): each thread was to add 1 \(Judge.times(each)), but \
        \(additions(threads, times))\(places.isEmpty ? "" : ", at \(inARow(places))").
        """,
        "What decides how often a thread adds?")
    case .missedWork(let call, let work, let count, let first, let atReturn):
      Words(
        "missedWork",
        (first.isEmpty
          ? "\(call): `\(work)` should have been done \(count == 1 ? "once more" : "\(count) more times")."
          : "\(call): \(worked(work, neverOn: list(first, of: count))).")
          + (atReturn?.allInWords(of: work) ?? ""),
        "Who was to do it, and what decided that there was nothing left to do?")
    }
  }
}

/// Who added 1 how often; in short if it was equally often.
private func additions(_ threads: [String], _ times: [Int]) -> String {
  guard let first = times.first, threads.count > 1, times.allSatisfy({ $0 == first }) else {
    return inARow(zip(threads, times).map { "\($0) added it \(Judge.times($1))" })
  }
  return "each of \(inARow(threads)) added it \(Judge.times(first))"
}

/// In which order results came, and the work on them had ended, as far as it is known.
private func orders(_ came: [Int], _ ended: [Int]) -> String {
  let judge = "The judge had let the work end in another order than the one it began in."
  guard !came.isEmpty else { return judge }
  let order = "They came as \(came.map(String.init).joined(separator: ", "))"
  guard !ended.isEmpty else { return "\(order). \(judge)" }
  return came == ended
    ? "\(order): just as the judge had let their work end."
    : "\(order); the judge had let their work end as "
      + "\(ended.map(String.init).joined(separator: ", "))."
}
