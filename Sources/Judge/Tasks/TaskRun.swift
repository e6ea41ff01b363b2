public import Wire

/// What happened in one run of a script, as its judge asks for it.
public struct TaskRun: Sendable {
  /// What happened.
  public let trace: TaskTrace

  /// Reads a trace.
  public init(_ trace: TaskTrace) { self.trace = trace }

  /// Two accesses to memory that nothing orders, if there are any.
  func dataRace(in call: String) -> ((History) -> Diagnosis)? {
    guard trace.race != nil else { return nil }
    return { history in
      let marked = history.markingAccesses
      return .histories(.dataRace(call: call, accesses: marked.accesses, history: marked))
    }
  }

  /// The most pieces of injected work that were under way at once.
  public var mostInside: Int {
    var (inside, most) = (0, 0)
    for event in trace.events {
      switch event {
      case .began: inside += 1
      case .ended: inside -= 1
      case .phase, .called, .cancelled, .learnt, .cameBack, .spun, .waits: break
      }
      most = max(most, inside)
    }
    return most
  }

  /// The items whose work began, in the order in which it did.
  public var began: [String] {
    trace.events.compactMap { if case .began(let item) = $0 { item } else { nil } }
  }

  /// The items whose work learnt of a cancellation.
  public var learnt: [String] {
    trace.events.compactMap { if case .learnt(let item) = $0 { item } else { nil } }
  }

  /// How a call came back; nil if it didn't.
  public func outcome(of call: Int) -> Outcome? {
    trace.events.lazy.compactMap { event in
      if case .cameBack(call, let outcome) = event { outcome } else { nil }
    }.first
  }

  /// The calls that were made and never came back.
  public var waiting: [Int] {
    trace.events.compactMap { event in
      guard case .called(let call) = event, outcome(of: call) == nil else { return nil }
      return call
    }
  }

  /// The place of the first event like this one.
  public func place(of event: (TaskTrace.Event) -> Bool) -> Int? {
    trace.events.firstIndex(where: event)
  }

  /// What was under way when the phase of this number began.
  public func inside(atPhase number: Int) -> [String] {
    inside { $0 == .phase(number) }
  }

  /// What was still under way when a call came back.
  public func inside(atReturnOf call: Int) -> [String] {
    inside { if case .cameBack(call, _) = $0 { true } else { false } }
  }

  /// The processor time in milliseconds that jobs burnt at the end, in how long, and what was under way then;
  /// nil if the run came to its end.
  var spun: (used: Int, elapsed: Int, inside: [String])? {
    guard case .spun(let used, let elapsed)? = trace.events.last else { return nil }
    return (used, elapsed, inside { $0 == trace.events.last })
  }

  private func inside(at end: (TaskTrace.Event) -> Bool) -> [String] {
    var inside: [String] = []
    for event in trace.events {
      if end(event) { return inside }
      switch event {
      case .began(let item): inside.append(item)
      case .ended(let item): inside.removeAll { $0 == item }
      case .phase, .called, .cancelled, .learnt, .cameBack, .spun, .waits: break
      }
    }
    return inside
  }
}
