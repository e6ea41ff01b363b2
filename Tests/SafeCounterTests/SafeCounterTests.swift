import Checks
import Judge
import Testing
import Wire

private let atOnce = Needed("two threads are alive at the same time") {
  let (threads, times) = (4, 3)
  let request = request(threads: threads, times: times)
  try await explored(call(threads, times), request, most: 1) {
    try shares(in: $0, threads: threads, times: times)
  }
}

@Suite(.exercise("SafeCounter")) struct SafeCounterTests {
  // MARK: Results

  @Test(.points(1)) func `arguments that make no sense are refused`() async throws {
    for (threads, times) in [(0, 5), (-3, 5), (0, 0)] {
      try await judged(call(threads, times)) { subject in
        try subject.expectRefusal(
          of: "threads", in: subject.run(request(threads: threads, times: times)))
      }
    }
    try await judged("count(into: counter, threads: 2, times: -1)") { subject in
      try subject.expectRefusal(of: "times", in: subject.run(request(threads: 2, times: -1)))
    }
  }

  @Test(.points(1)) func `counting no times leaves the counter as it is`() async throws {
    let call = "count(into: a counter at 7, threads: 3, times: 0)"
    try await explored(call, request(threads: 3, times: 0, start: 7), most: 1) { run in
      if let fault = run.fault(in: call, values: 1) { return fault }
      let total = try run.result(of: call).int ?? 0
      guard total <= 7 else {
        return { addedTooOften($0, call, run, by: total - 7) }
      }
      guard total == 7 else {
        throw Diagnosis.results(.wrongResult(call: call, expected: "7", actual: "\(total)"))
      }
      return nil
    }
  }

  // MARK: Who does what

  @Test(.points(2)) func `all threads are alive together and each adds 1 as often as asked`()
    async throws
  {
    try await atOnce()
  }

  // MARK: Orders of steps

  @Test(.points(3), .needs(atOnce)) func `two threads lose nothing in any order of their steps`()
    async throws
  {
    try await explored(call(2, 2), request(threads: 2, times: 2, start: 5)) {
      try total(of: $0, threads: 2, times: 2, start: 5)
    }
  }

  @Test(.points(3), .needs(atOnce)) func `three threads lose nothing in any order of their steps`()
    async throws
  {
    try await explored(call(3, 1), request(threads: 3, times: 1)) {
      try total(of: $0, threads: 3, times: 1, start: 0)
    }
  }

  // MARK: At full speed

  @Test(.points(1), .needs(atOnce)) func `waiting costs no processor time`() async throws {
    try await judged(call(3, 2)) { subject in
      // One thread has begun to count; it is stopped there, and everybody else waits.
      try subject.expectSleep(
        in: request(threads: 3, times: 2), stoppedAt: .write,
        meanwhile: "the judge stopped a thread before it wrote the counter")
    }
  }

  @Test(.points(1), .needs(atOnce)) func `no thread is left behind`() async throws {
    try await judged(call(3, 20)) { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(of: subject.run(request(threads: 3, times: 20)))
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `four threads count to 400000 at full speed`() async throws
  {
    try SuiteVariable.skipIfQuick()
    let (threads, times) = (4, 100_000)
    try await judged(call(threads, times)) { subject in
      let run = subject.run(request(threads: threads, times: times))
      // Right code can be slow here: under some locks it took 16 seconds on two busy cores.
      let total = try subject.result(of: run, patience: .seconds(120)).int ?? 0
      guard total == threads * times else {
        throw Diagnosis.results(
          .lostUpdate(call: call(threads, times), count: threads * times - total, first: []))
      }
    }
  }
}

private func call(_ threads: Int, _ times: Int) -> String {
  "count(into: counter, threads: \(threads), times: \(times))"
}

private func request(threads: Int, times: Int, start: Int = 0) -> Value {
  ["threads": .int(threads), "times": .int(times), "start": .int(start)]
}

/// What is wrong with the total of a run in which every step was seen.
private func total(
  of run: ControlledRun, threads: Int, times: Int, start: Int
) throws -> ((History) -> Diagnosis)? {
  let call = call(threads, times)
  if let fault = run.fault(in: call, values: 1) { return fault }
  let total = try run.result(of: call).int ?? 0
  let expected = start + threads * times
  let additions = run.writes(of: 1).values.reduce(0, +)
  // No order makes as many additions as asked for come to more, only another value to begin with.
  guard total <= expected || additions != threads * times else {
    throw Diagnosis.results(
      .wrongResult(
        call: "count(into: a counter at \(start), threads: \(threads), times: \(times))",
        expected: "\(expected)",
        actual: "\(total)" + (run.number > 1 ? ", after calls with other counters" : "")))
  }
  guard total != expected else {
    guard additions >= threads * times || run.race != nil else {
      throw Diagnosis.results(
        .wrongResult(
          call: call, expected: "\(threads * times) additions of 1",
          actual: "that total from \(additions) additions"))
    }
    return run.unguarded(in: call)
  }
  return { history in
    let history = history.marking(lostWriteOf: 1, in: run)
    return run.race == nil
      ? .histories(
        .checkThenAct(call: call, expected: "\(expected)", actual: "\(total)", history: history))
      : .histories(.lostCount(call: call, expected: expected, actual: total, history: history))
  }
}

/// Expects that each of the threads adds 1 as often as it is to.
private func shares(
  in run: ControlledRun, threads: Int, times: Int
) throws -> ((History) -> Diagnosis)? {
  let call = call(threads, times)
  let writes = run.writes(of: 1)
  let total = writes.values.reduce(0, +)
  let team = writes.filter { $0.key != 0 }
  let most = run.trace.mostThreads
  if let fault = run.fault(in: call, values: 1) { return fault }
  guard total >= threads * times else {
    return { addedUnevenly($0, call, run, each: times) }
  }
  guard total == threads * times else {
    return { addedTooOften($0, call, run, by: total - threads * times) }
  }
  guard !team.isEmpty, most > 1 else {
    throw Diagnosis.crowds(.sequential(work: "+= 1", asked: threads, seen: 1, threads: 0))
  }
  guard team.count >= threads, most >= threads else {
    return { history in
      .crowds(
        .fewThreads(
          call: call, asked: threads, started: team.count, atOnce: min(team.count, most),
          history: history.markingLastStart(in: run)))
    }
  }
  guard team.count == threads else {
    return { history in
      .excess(
        .threadEach(
          work: "+= 1", asked: threads, threads: team.count, items: total, teams: history.teams))
    }
  }
  guard team.values.allSatisfy({ $0 == times }) else {
    return { addedUnevenly($0, call, run, each: times) }
  }
  return nil
}

/// More additions than asked for, with who made them.
private func addedTooOften(
  _ history: History, _ call: String, _ run: ControlledRun, by count: Int
) -> Diagnosis {
  let (threads, times) = additions(in: run)
  return .results(
    .addedTooOften(
      call: call, count: count, threads: threads, times: times,
      places: history.places(ofWritesOf: 1)))
}

/// Threads that don't add as often as each is to.
private func addedUnevenly(
  _ history: History, _ call: String, _ run: ControlledRun, each: Int
) -> Diagnosis {
  let (threads, times) = additions(in: run)
  guard !threads.isEmpty else {
    return .results(.missedWork(call: call, work: "+= 1", count: each, first: []))
  }
  return .results(
    .addedUnevenly(
      call: call, each: each, threads: threads, times: times,
      places: history.places(ofWritesOf: 1)))
}

/// Who added how often, of those that did.
private func additions(in run: ControlledRun) -> (threads: [String], times: [Int]) {
  let writes = run.writes(of: 1).sorted { $0.key < $1.key }
  return (writes.map { $0.key == 0 ? "the caller" : "thread \($0.key)" }, writes.map(\.value))
}
