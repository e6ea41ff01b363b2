import ThreadActivity
import Wire

/// Expectations on the processes that a student's code starts.
extension Subject {
  /// Waits until `count` processes have a line each at the same time.
  ///
  /// - Throws: `tooManyProcesses` if other programs were started, or what `gather` throws.
  public func gatherProcesses(_ count: Int) throws {
    do {
      try gather(count, at: Workforce.gate)
    } catch {
      try expectOwnProgram(asked: count)
      throw error
    }
  }

  /// Expects that no process runs the calling program itself.
  ///
  /// - Throws: `tooManyProcesses` if one does.
  public func expectOwnProgram(asked: Int) throws {
    let copies = copiesOfItself
    guard copies > 0 else { return }
    throw Diagnosis.processes(
      .tooManyProcesses(call: doing, asked: asked, started: copies, kind: Workforce.copiesInWords))
  }

  /// How many of its processes run the calling program itself.
  var copiesOfItself: Int {
    guard let own = Family.program(of: pid) else { return 0 }
    return Family.members(of: pid).count { !$0.hasEnded && Family.program(of: $0.pid) == own }
  }

  /// Expects that at most so many processes were started, all by the subject itself.
  ///
  /// - Throws: `tooManyProcesses` if there were more.
  public func expectStarted(atMost asked: Int) throws {
    let started = workforce?.started ?? 0
    guard started <= asked else {
      throw Diagnosis.processes(
        .tooManyProcesses(call: doing, asked: asked, started: started, kind: ""))
    }
  }

  /// Expects that no process is left, once all have come to rest.
  ///
  /// - Throws: `leaksProcesses` if one is.
  public func expectNoProcessLeft() throws {
    let left = { Family.members(of: self.pid) }
    _ = try wait(
      for: { _ in left().isEmpty }, still: Limits.rendezvous, patience: Limits.restless)
    let members = left()
    guard !members.isEmpty else { return }
    let ended = members.count(where: \.hasEnded)
    throw Diagnosis.processes(
      .leaksProcesses(call: doing, running: members.count - ended, unawaited: ended))
  }

  /// Expects that calls which came back leave no file descriptors open.
  ///
  /// The first call isn't counted: it may open some that the system keeps for all of them.
  ///
  /// - Throws: `leaksDescriptors` if there are more by half the number of calls.
  public func expectNoDescriptorsLeft(calls: Int, _ call: () throws -> Void) throws {
    try call()
    _ = try wait(for: { _ in false }, still: Limits.settled, patience: Limits.restless)
    let (before, kinds) = (Family.descriptors(of: pid), Family.kindsOfDescriptors(of: pid))
    for _ in 0..<calls { try call() }
    _ = try wait(
      for: { _ in Family.descriptors(of: self.pid) < before + calls / 2 }, still: Limits.settled,
      patience: Limits.restless)
    let after = Family.descriptors(of: pid)
    guard after < before + calls / 2 else {
      throw Diagnosis.processes(
        .leaksDescriptors(
          calls: calls + 1, before: before, after: after,
          left: more(Family.kindsOfDescriptors(of: pid), than: kinds)))
    }
  }
}

/// How many more of each kind there are than before, such as "2 sockets".
private func more(_ kinds: [String], than before: [String]) -> [String] {
  Set(kinds).sorted().compactMap { kind in
    let count = kinds.count { $0 == kind } - before.count { $0 == kind }
    guard count > 0 else { return nil }
    // Such as "2 reading ends of pipes".
    return count == 1
      ? "1 \(kind)"
      : "\(count) \(kind.replacing("end of a pipe", with: "ends of pipes"))"
        + (kind.hasSuffix("pipe") ? "" : "s")
  }
}
