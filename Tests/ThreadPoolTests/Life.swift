import Checks
import Judge
import Wire

/// Tries orders of steps of a pool's whole life: made, used for these lists, shut down.
func life(
  workers: Int, _ lists: [[Int]], failing: [Int] = [], together: Bool = false,
  meeting: Int? = nil, shutDownTwice: Bool = false, most: Int = 800, doing: String
) async throws {
  let request: Value = [
    "workers": .int(workers), "lists": .array(lists.map(Value.ints)), "failing": .ints(failing),
    "together": .bool(together), "meeting": meeting.map(Value.int) ?? .null,
    "shutDownTwice": .bool(shutDownTwice),
  ]
  let expected = lists.map { list -> Value in
    list.first(where: failing.contains).map { .string("failure of input \($0)") }
      ?? .ints(list.map { 10 * $0 })
  }
  // If one that fails ends the call before an earlier one has begun, its own error is the earliest.
  let otherError = failing.dropFirst().last.map { [Value.string("failure of input \($0)")] }
  try await explored(doing, request, most: most) { run in
    if run.trace.end == .deadlock, run.race == nil, !failing.isEmpty {
      return try stuck(run, in: doing)
    }
    if let fault = run.fault(in: doing, values: 0) { return fault }
    let result = try run.result(of: doing)
    let calls = result["calls"].array ?? []
    let results = calls.map { $0["result"] }
    let begun = failing.isEmpty ? lists.joined().count : run.works
    if failing.isEmpty, !together,
      let fault = cameBackBeforeItsWork(
        run, doing, calls.map { $0["steps"].int }, lists.map(\.count))
    {
      return fault
    }
    let isOther = run.works < lists.joined().count && results == otherError
    guard (results != expected && !isOther) || run.works != begun else {
      if let fault = run.unguarded(in: doing) { return fault }
      let callers = calls.compactMap { $0["thread"].int }
      if let fault = tooManyThreads(run, doing, callers: callers, workers: workers) { return fault }
      guard shutDownTwice else { return nil }
      let ends = result["ends"].ints ?? []
      return ends.lazy.compactMap { run.earlyReturn(in: doing, endingAfter: $0) }.first
    }
    if run.race != nil { return run.unguarded(in: doing) }
    let earlyReturn = calls.lazy.compactMap { $0["steps"].int }.compactMap {
      run.earlyReturn(in: doing, after: $0)
    }
    if let fault = earlyReturn.first, run.works <= begun, !run.trace.isForeign, !together {
      return fault
    }
    return try unequal(
      run, doing, works: begun, failing.isEmpty, expected: expected, actual: results)
  }
}

/// What is wrong with a run in which a call came back before all of its own work was done, which was done
/// then; nil if none did.
private func cameBackBeforeItsWork(
  _ run: ControlledRun, _ doing: String, _ returns: [Int?], _ inputs: [Int]
) -> ((History) -> Diagnosis)? {
  var asked = 0
  for (steps, count) in zip(returns, inputs) {
    asked += count
    guard let steps, run.works == inputs.reduce(0, +), run.worksDone(before: steps) < asked else {
      continue
    }
    return run.earlyReturn(in: doing, workingAfter: steps)
  }
  return nil
}

/// What is wrong with a run in which more threads of the pool worked than it may have; nil if none did.
private func tooManyThreads(
  _ run: ControlledRun, _ doing: String, callers: [Int], workers: Int
) -> ((History) -> Diagnosis)? {
  let threads = run.workers.subtracting(callers).count
  // Queues used as workers may change threads now and then.
  guard threads > workers, !run.trace.isForeign else { return nil }
  guard callers.contains(where: { $0 > 0 }) else {
    return { history in
      .excess(
        .threadEach(
          work: "transform", asked: workers, threads: threads, items: run.works,
          teams: history.teams))
    }
  }
  // Two callers at once may have made two teams.
  return {
    .histories(
      .checkThenAct(
        call: doing, expected: "a team of \(workers)", actual: "\(threads) threads that worked",
        history: $0.markingActOnOldValue(in: run)))
  }
}

/// What is wrong with a run in which a failure left nobody who can go on.
private func stuck(
  _ run: ControlledRun, in doing: String
) throws -> ((History) -> Diagnosis)? {
  let kinds = run.deadlockedThreads.flatMap(\.objects).map(\.kind)
  if kinds.contains(.lock) || kinds.contains(.semaphore) {
    return {
      .lockHistories(
        .stuckAfterFailure(
          call: doing, fault: "a thrown error", waits: run.deadlockedThreads, history: $0))
    }
  }
  throw Diagnosis.failures(
    .errorSpreads(
      failed: "Input 1", fault: "a thrown error", item: "the inputs behind it",
      expected: "an end of the call", actual: "nobody left to work on them"))
}

/// What is wrong with a run whose results, or whose number of pieces of work, aren't as expected.
private func unequal(
  _ run: ControlledRun, _ doing: String, works: Int, _ isWhole: Bool, expected: [Value],
  actual: [Value]
) throws -> ((History) -> Diagnosis)? {
  let (shown, seen) = (
    expected.map(text).joined(separator: ", "), actual.map(text).joined(separator: ", ")
  )
  // The first order is what a plain run does: no switch of threads is to blame.
  if run.number == 1 {
    if run.works < works {
      throw Diagnosis.results(
        .missedWork(call: doing, work: "transform", count: works - run.works, first: []))
    }
    if run.works > works {
      throw Diagnosis.results(
        .repeatedWork(call: doing, work: "transform", count: run.works - works, first: []))
    }
    guard isWhole else {
      guard expected[0] == actual[0] else {
        throw Diagnosis.failures(
          .errorSwallowed(
            failed: "Input 1", fault: "a thrown error", expected: text(expected[0]),
            actual: text(actual[0])))
      }
      throw Diagnosis.failures(
        .errorSpreads(
          failed: "Input 1", fault: "a thrown error", item: "the next call of map",
          expected: text(expected[1]), actual: text(actual[1])))
    }
  }
  let isSorted = actual.map { ($0.ints ?? []).sorted() } == expected.map { $0.ints ?? [] }
  if actual != expected, isSorted, isWhole {
    throw Diagnosis.results(.orderLost(call: doing, expected: shown, actual: seen))
  }
  guard run.number > 1 else {
    throw Diagnosis.results(.wrongResult(call: doing, expected: shown, actual: seen))
  }
  return { history in
    .histories(
      .checkThenAct(
        call: doing, expected: "\(shown) after \(works)",
        actual: "\(seen) after \(run.works) calls of `transform`",
        history: history.markingActOnOldValue(in: run)))
  }
}

private func text(_ result: Value) -> String {
  result.ints.map { "\($0)" } ?? result.string.map { "the error \"\($0)\"" } ?? "nothing"
}
