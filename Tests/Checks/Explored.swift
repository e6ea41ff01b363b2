public import Judge
public import Wire

/// Tries orders of the steps that a request leads to, until one is wrong or enough were tried.
///
/// - Parameters:
///   - doing: The call, as a student would write it.
///   - request: What the exercise's adapter reads.
///   - most: How many orders are tried at most.
///   - judge: What is wrong with one run, as a diagnosis that wants its history, or nil.
public func explored(
  _ doing: String, _ request: Value, most: Int = Exploration.schedules,
  _ judge: @escaping @Sendable (ControlledRun) throws -> ((History) -> Diagnosis)?
) async throws {
  let claim = Exercise.claim
  let said = try await onOwnThread(alone: false) { exercise -> String? in
    let program = SubjectPrograms.program(for: exercise.name)
    let exploration = Exploration(request, most: most) {
      try Subject(executable: program, doing: doing)
    }
    do {
      return try exploration.run { run in
        claim.note(atOnce: run.trace.mostThreads)
        return try judge(run)
      }.claim
    } catch is PlainlyWrong {
      return nil
    } catch let diagnosis as Diagnosis {
      throw Failed(diagnosis, doing: doing)
    }
  }
  // A check may try the orders of several calls.
  guard let said else { return }
  claim.text = [claim.text, "\(doing): \(said)"].compactMap(\.self).joined(separator: "\n")
}

/// How like a result is to the right one.
public enum Likeness: Sendable {
  /// It is the right one.
  case right
  /// It has the same parts in another order, which is the business of another check.
  case reordered
  /// It is another one.
  case wrong

  /// Compares a result with the right one.
  public init<Part: Comparable>(_ actual: [Part], _ expected: [Part]) {
    self =
      actual == expected ? .right : actual.sorted() == expected.sorted() ? .reordered : .wrong
  }
}

/// Tries orders of the steps that a request leads to, and judges what only an order brings about.
///
/// A result that is wrong in the plainest order already is left to other checks.
///
/// - Parameters:
///   - doing: The call, as a student would write it.
///   - request: What the exercise's adapter reads.
///   - works: How many pieces of injected work the request leads to.
///   - right: The right result, for a report.
///   - shown: A wrong result, for a report.
///   - compare: What a result is.
public func exploredOrders(
  _ doing: String, _ request: Value, works: Int, right: String,
  shown: @escaping @Sendable (Value) -> String = { _ in "a wrong result" },
  compare: @escaping @Sendable (Value) -> Likeness
) async throws {
  /// How the call came back.
  @Sendable func result(_ outcome: Outcome?) -> String {
    guard case .returned(let value)? = outcome else { return outcome?.inWords ?? "no return" }
    guard compare(value) == .wrong else { return right }
    return value.ints == nil ? shown(value) : Outcome.returned(value).inWords
  }
  do {
    try await explored(doing, request, most: 400) { run in
      if let fault = run.fault(in: doing, values: 0) { return fault }
      if run.works == works, case .returned(let value)? = run.outcome, compare(value) != .wrong {
        return run.unguarded(in: doing)
      }
      guard run.number > 1 else { throw PlainlyWrong() }
      // What the caller reads too early is unguarded as well.
      if run.works == works, let steps = run.trace.stepsAtReturn,
        run.worksDone(before: steps) < works,
        let fault = run.earlyReturn(in: doing, workingAfter: steps)
      {
        return fault
      }
      if let fault = run.unguarded(in: doing) { return fault }
      if let fault = run.earlyReturn(in: doing) { return fault }
      let (expected, actual) =
        run.works == works
        ? (right, result(run.outcome)) : ("\(works)", "\(run.works) pieces of work")
      return {
        .histories(
          .checkThenAct(
            call: doing, expected: expected, actual: actual,
            history: $0.markingActOnOldValue(in: run)))
      }
    }
  } catch Diagnosis.waiting(.timedOut) {
    // Code that spins is slow when one thread goes at a time; other checks say that it spins.
  }
}

/// Ends an exploration that has nothing to say.
private struct PlainlyWrong: Error {}
