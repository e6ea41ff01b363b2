public import Interleaving
public import Wire

/// Expectations that the suites of several exercises share.
extension Subject {
  /// Waits until nothing has moved for `Limits.settled`.
  ///
  /// - Throws: What the process met with meanwhile.
  public func settle() throws { _ = try wait(for: { _ in false }, still: Limits.settled) }

  /// Expects that a run throws `InvalidArgument` for the argument of this name.
  public func expectRefusal(of argument: String, in run: Int) throws {
    let expected = "InvalidArgument(\"\(argument)\", ...)"
    let outcome = try outcome(of: run)
    switch outcome {
    case .invalidArgument(let name, _) where name == argument: return
    case .notStarted: throw Stop.notStarted
    case .returned, .invalidArgument, .threw:
      throw Diagnosis.results(
        .wrongResult(call: doing, expected: expected, actual: outcome.inWords))
    }
  }

  /// Expects that nothing comes to a gate after a run has come back, however late it comes.
  ///
  /// - Throws: `returnsEarly` if something does.
  public func expectNothingLate(at gate: String) throws {
    _ = try wait(
      for: { !$0[gate].waiting.isEmpty }, still: Limits.settled, patience: Limits.restless)
    guard let late = self[gate].waiting.first else { return }
    throw returnsEarly(work: gate, item: late.item)
  }

  /// What it is that a call has come back while work on `item` was held at a gate.
  ///
  /// - Parameters:
  ///   - waitedBefore: In how many calls before, with another item held, it hadn't.
  ///   - counted: How much work had been begun and ended, where not all of it comes to the gate.
  public func returnsEarly(
    work gate: String, item: String, waitedBefore: Int = 0,
    counted: (begun: Int, ended: Int)? = nil
  ) -> Diagnosis {
    .returns(
      .returnsEarly(
        call: doing, work: gate, item: inShort(item), waitedBefore: waitedBefore,
        atReturn: atReturn(of: gate, counted: counted)))
  }

  /// Expects that each of these items came to a gate once, and nothing else did.
  ///
  /// - Throws: `missedWork` or `repeatedWork` if not.
  public func expectEachOnce(at gate: String, of items: [String]) throws {
    let times = Dictionary(grouping: self[gate].arrivals, by: \.item).mapValues(\.count)
    let missed = items.filter { times[$0] == nil }
    guard missed.isEmpty else {
      throw Diagnosis.results(
        .missedWork(
          call: doing, work: gate, count: missed.count, first: Array(missed.prefix(6)),
          atReturn: atReturn(of: gate)))
    }
    try expectNoneTwice(at: gate)
  }

  /// Expects that no item came to a gate more than once.
  ///
  /// - Throws: `repeatedWork` if one did.
  public func expectNoneTwice(at gate: String) throws {
    let times = Dictionary(grouping: self[gate].arrivals, by: \.item).mapValues(\.count)
    let repeated = times.filter { $0.value > 1 }.keys.sorted()
    guard repeated.isEmpty else {
      throw Diagnosis.results(
        .repeatedWork(
          call: doing, work: gate, count: repeated.count, first: Array(repeated.prefix(6)),
          how: repetition(of: repeated, at: gate)))
    }
  }

  /// Expects that nothing uses the processor while work is held at a gate.
  ///
  /// - Throws: `busyWait` if it goes on to.
  public func expectSleep(at gate: String) throws {
    guard let (used, elapsed) = try cpuBurnt() else { return }
    throw Diagnosis.waiting(
      .busyWait(
        work: gate, held: self[gate].present.count, cpuMilliseconds: used, milliseconds: elapsed))
  }

  /// Expects that nothing uses the processor while one thread is stopped.
  ///
  /// - Parameters:
  ///   - request: What is run, as a controlled run.
  ///   - kind: The first thread that comes to such a step is stopped before it; all others go on as
  ///     far as they can.
  ///   - meanwhile: What was done to the thread, as a clause of a sentence.
  /// - Throws: `busyWait` if it goes on to.
  public func expectSleep(
    in request: Value, stoppedAt kind: Step.Kind, meanwhile: String
  ) throws {
    var plan = Plan()
    plan.stopped = kind
    let run = try explore(request, plan)
    // Others go on without an end, in steps that are seen or by spinning.
    guard run.trace.end != .tooLong else {
      let token = ReplayToken(
        request: request, choices: run.trace.choices, stopped: kind, program: executable)
      throw try livelock(token, meanwhile: meanwhile)
    }
    guard let (used, elapsed) = try cpuBurnt() else { return }
    throw Diagnosis.waiting(
      .busyMeanwhile(
        call: doing, meanwhile: meanwhile, cpuMilliseconds: used, milliseconds: elapsed))
  }

  /// A run without an end, made again in a fresh process, with the calls that led to its steps.
  private func livelock(_ token: ReplayToken, meanwhile: String) throws -> Diagnosis {
    let again = try Subject(executable: executable, doing: doing)
    defer { again.end() }
    let trace = try token.replay(in: again).trace
    let history = History(trace, schedules: 1, token: token.text, program: executable)
    return .lockHistories(
      .livelock(
        call: "\(doing), where \(meanwhile)", steps: trace.entries.count,
        history: history.markingBusiestLine()))
  }

  /// The same as `restlessness`; nil also if little processor time was used.
  private func cpuBurnt() throws -> (used: Int, elapsed: Int)? {
    guard let restless = try restlessness() else { return nil }
    // Waking up now and then is no burning: a quarter of the time looked at is.
    return restless.used > Limits.restless.milliseconds / 4 ? restless : nil
  }

  /// The processor time that was used while everything should have slept, and the time that passed, in
  /// milliseconds; nil if everything slept.
  func restlessness() throws -> (used: Int, elapsed: Int)? {
    let (before, start) = (activity.cpu, ContinuousClock.now)
    let end = try wait(for: { _ in false }, still: Limits.settled, patience: Limits.restless)
    guard end == .restless else { return nil }
    return ((activity.cpu - before).milliseconds, (ContinuousClock.now - start).milliseconds)
  }

  /// Expects that calls which came back leave no threads, once all threads have come to rest.
  ///
  /// The first call isn't counted: it may start threads that the system keeps for all of them.
  ///
  /// - Throws: `leaksThreads` if one sleeps in the student's code, or if there are more threads by half
  ///   the number of calls. The system keeps a few idle ones for a while, so take many calls.
  public func expectNoThreadsLeft(calls: Int, _ call: () throws -> Void) throws {
    let own = activity.threads
    try call()
    _ = try wait(for: { _ in false }, still: Limits.settled, patience: Limits.restless)
    let before = activity.threads
    for _ in 0..<calls { try call() }
    let rest = try wait(for: { _ in false }, still: Limits.settled, patience: Limits.restless)
    let left = activity.threads
    if rest == .still, left > own, let places = threadPlaces(), !places.places.isEmpty {
      throw Diagnosis.returns(
        .leaksThreads(call: doing, calls: calls + 1, before: before, after: left))
    }
    let isGone = { self.activity.threads < before + calls / 2 }
    _ = try wait(
      for: { _ in isGone() }, still: Limits.idleThreads, asks: false,
      patience: Limits.idleThreads * 2)
    let after = activity.threads
    guard after < before + calls / 2 else {
      throw Diagnosis.returns(
        .leaksThreads(call: doing, calls: calls + 1, before: before, after: after))
    }
  }

  /// How long a run took and what the process holds after it, for a report.
  public func cost(of seconds: Double) -> String {
    "in \(decimal(seconds)) s; after that the program held \(activity.memory >> 20) MB"
  }

  /// The time in seconds from asking for a run until its result is there, and the result.
  public func timed(
    _ request: Value, patience: Duration = Limits.patience
  ) throws -> (seconds: Double, result: Value) {
    let start = ContinuousClock.now
    let run = run(request)
    // It may wait for processes that compute, or get no processor. To look at them takes time from
    // what is measured, so only one that takes long has them looked at.
    let end = try wait(for: { $0.outcomes[run] != nil }, still: nil, patience: Limits.unwatched)
    if end != .reached { watchFamily() }
    let result = try result(of: run, patience: patience)
    return ((ContinuousClock.now - start).inSeconds, result)
  }

  /// How long a request for `count` pieces takes, and its result.
  ///
  /// A fifth of them is asked for before, and the whole may take 60 times as long: right code whose cost
  /// grows with the square of the count needs 25 times as long on any machine, where a fixed patience
  /// would judge the machine's speed.
  public func timed(
    count: Int, _ request: (_ count: Int) -> Value
  ) throws -> (seconds: Double, result: Value) {
    let fifth = try timed(request(count / 5)).seconds
    return try timed(request(count), patience: max(Limits.patience, .seconds(60 * fifth)))
  }

  /// The time in seconds that the kit's own loop takes for a request.
  ///
  /// - Throws: `Stop.notMeasured` if that is too long; `ReferenceFailed` if it fails, which is no fault
  ///   of the student's either.
  public func referenceSeconds(_ request: Value) throws -> Double {
    guard case .object(var members) = request else { return 0 }
    members["reference"] = true
    do {
      return try timed(.object(members)).seconds
    } catch Diagnosis.waiting(.timedOut) {
      throw Stop.notMeasured(
        "\(doing) took longer than \(Limits.patience.components.seconds) seconds on this machine")
    } catch let fault as Diagnosis {
      throw ReferenceFailed(seen: fault.words.seen)
    }
  }
}

/// What the kit's own loop met with.
struct ReferenceFailed: Error, CustomStringConvertible {
  let seen: String

  var description: String { "what the student's code is compared with failed: \(seen)" }
}
