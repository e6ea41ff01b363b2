public import Wire

/// All that a judge knows from one subject's messages.
///
/// A pure value, so that what follows from which messages is tested without a process.
public struct SubjectState: Sendable {
  /// Whether the subject has said that it is up.
  public private(set) var isReady = false
  /// How each run ended that has come back.
  public private(set) var outcomes: [Int: Outcome] = [:]
  /// The number of messages taken so far.
  public private(set) var events = 0
  /// The last controlled runs that are over, and the number that they were asked for with.
  private(set) var explored: (run: Int, results: [ControlledRun])?
  /// What the last script led to, and the number of its run.
  private(set) var shuffled: (run: Int, traces: [TaskTrace])?
  /// The last sign that a task found a thread to run on.
  private(set) var pulse = 0
  /// The calls that its threads were in when it was asked, and those of tasks that await something.
  private(set) var threads: (calls: [[Int]], awaits: [[Int]])?
  /// Where threads, tasks and work come from, when it was asked.
  private(set) var origins: Origins?
  /// The threads that wait for locks, and how many wait for a time, when it was asked.
  private(set) var lockWaits: (locks: [LockWait], timed: Int)?
  /// The calls in which student code has ended the process.
  private(set) var exiting: [Int] = []
  private var stillness = Stillness.unknown
  private var gates: [String: Gate] = [:]
  private var modes: [String: GateMode] = [:]
  private var pongs: [Int: Value] = [:]

  /// What is known of whether nothing moves any more.
  private enum Stillness: Equatable {
    case unknown
    /// The question of this number was the last that was said.
    case asked(Int)
    case known
  }

  /// Whether it has said that nothing moves before something else is said to it.
  ///
  /// Each message is a reason to doubt it: what has just been said to it, or what it has said since.
  var isStill: Bool { stillness == .known }

  /// Whether it is worth a question.
  var isToBeAsked: Bool { stillness == .unknown }

  /// Whether a run has come back as a stub does.
  var isStub: Bool { outcomes.values.contains(.notStarted) }

  /// The gate of this name; empty if nothing ever came to it.
  public subscript(gate: String) -> Gate { gates[gate] ?? Gate() }

  /// The most that was ever under way at once, at any gate.
  var mostAtOnce: Int { gates.values.map(\.mostInside).max() ?? 0 }

  /// Whether work is under way behind a gate, a download for one, for which the judge may be at
  /// work itself.
  var isWorking: Bool { gates.values.contains { $0.present.count > $0.waiting.count } }

  /// What work has been begun and ended by now, as a further sentence; empty if none is told of.
  var byThen: String {
    let works = Set(modes.keys).union(gates.keys).sorted()
    guard !works.isEmpty else { return "" }
    let parts = works.map { tally(of: $0, begun: self[$0].arrivals.count, ended: self[$0].ended) }
    return " By then \(parts.joined(separator: ", and "))."
  }

  /// The answer to the ping of this number, if it has come.
  func pong(_ number: Int) -> Value? { pongs[number] }

  mutating func take(_ message: FromSubject) {
    if message.isOfStudents {
      events += 1
      if isStill { stillness = .unknown }
    }
    switch message {
    case .ready: isReady = true
    case .arrived(let arrival):
      gates[arrival.gate, default: Gate()].arrive(arrival, isHeld: modes[arrival.gate] == .held)
    case .left(let ticket):
      for name in gates.keys where gates[name]?.leave(ticket) == true { break }
    case .finished(let run, let outcome): outcomes[run] = outcome
    case .explored(let run, let told):
      explored = (run, told.runs.map { ControlledRun(trace: $0.trace, outcome: $0.outcome) })
    case .shuffled(let run, let sent): shuffled = (run, sent.traces)
    case .learnt(let ticket):
      for name in gates.keys { gates[name]?.learn(ticket) }
    case .pong(let number, let counted): pongs[number] = counted
    case .pulse(let number): pulse = number
    case .threads(let calls, let awaits): threads = (calls, awaits)
    case .origins(let told): origins = told
    case .still(let number): if stillness == .asked(number) { stillness = .known }
    case .lockWaits(let waits, let timed): lockWaits = (waits, timed)
    case .exiting(let calls): exiting = calls
    case .notSent, .crowded, .resumedTwice, .closing: break
    }
  }

  mutating func note(_ message: ToSubject) {
    stillness = .unknown
    switch message {
    case .stillness(let number): stillness = .asked(number)
    case .run(_, _, let gates): modes.merge(gates) { _, new in new }
    case .release(let ticket):
      for name in gates.keys { gates[name]?.release(ticket) }
    case .open(let gate):
      modes[gate] = .reported
      gates[gate]?.releaseAll()
    // What was told before may no longer be so.
    case .lockWaits: lockWaits = nil
    case .origins: origins = nil
    case .ping, .explore, .cancel, .pulse, .shuffle, .threads: break
    }
  }
}

extension FromSubject {
  /// Whether it tells what the student's code does: answers to the judge's own questions don't.
  fileprivate var isOfStudents: Bool {
    switch self {
    case .ready, .arrived, .left, .finished, .explored, .shuffled, .learnt: true
    case .pong, .pulse, .threads, .still, .lockWaits, .origins, .crowded, .resumedTwice, .closing,
      .exiting, .notSent:
      false
    }
  }
}
