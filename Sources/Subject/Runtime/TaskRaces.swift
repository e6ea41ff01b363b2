import Control
import Wire

extension TaskTrace.Race {
  /// What Control has told of a run.
  ///
  /// - Parameters:
  ///   - goers: Which task was going at each event, by Control's numbers.
  ///   - events: What happened in the run.
  init(_ told: ControlRace, goers: [Int], in events: [TaskTrace.Event]) {
    let accesses = [told.accesses.0, told.accesses.1]
    let owners = accesses.map { access in
      TaskTrace.Owner(Int(access.thread), at: Int(access.step), goers: goers, in: events)
    }
    // Tasks that have no name are told apart.
    let isSame = accesses[0].thread == accesses[1].thread
    let second = owners[0] == .further(1) && owners[1] == .further(1) && !isSame
    self.init(
      first: TaskTrace.Access(accesses[0], owners[0]),
      second: TaskTrace.Access(accesses[1], second ? .further(2) : owners[1]))
  }
}

extension TaskTrace.Owner {
  /// Whose a task is that goes after so many events: its last work's by then, or its next one's.
  fileprivate init(_ task: Int, at event: Int, goers: [Int], in events: [TaskTrace.Event]) {
    let own = events.indices.filter { goers[$0] == task }
    let begun = own.compactMap { index -> (index: Int, item: String)? in
      guard case .began(let item) = events[index] else { return nil }
      return (index, item)
    }
    let call = own.lazy.compactMap { index -> Int? in
      guard case .cameBack(let call, _) = events[index] else { return nil }
      return call
    }.first
    let makes = own.contains { index in
      if case .cancelled = events[index] { true } else { false }
    }
    if let work = begun.last(where: { $0.index < event }) ?? begun.first {
      self = .work(work.item)
    } else if let call {
      self = .call(call)
    } else {
      self = makes ? .canceller : .further(1)
    }
  }
}

extension TaskTrace.Access {
  fileprivate init(_ told: ControlAccess, _ owner: TaskTrace.Owner) {
    let calls = told.calls
    self.init(
      owner: owner, event: Int(told.step), isWrite: told.isWrite,
      calls: [calls.0, calls.1, calls.2, calls.3].filter { $0 != 0 }.map(Int.init))
  }
}
