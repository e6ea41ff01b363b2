import ThreadActivity

/// Which mistake it is that a subject's process shows as a whole.
extension Subject {
  /// What a call is that doesn't come back while nothing moves.
  func deadlock() -> any Error {
    let isKnown = record.withLock(\.state.isStill)
    let waits = stuckThreads()
    do {
      // Who waits for a lock of another who doesn't go on would wait with any number of threads.
      guard try !waits.stuck.isEmpty || hasThreadForTask() else {
        return Diagnosis.tasks(.blocksPool(doing: doing, threads: activity.threads))
      }
    } catch {
      return error
    }
    let copies = workforce == nil ? 0 : copiesOfItself
    guard copies == 0 else {
      return Diagnosis.processes(
        .tooManyProcesses(
          call: doing, asked: 0, started: copies, kind: Workforce.copiesInWords))
    }
    if let unread { return unread }
    // Something will move, but much too late.
    guard waits.timed == 0 else { return overrun(Limits.deadlock) }
    return Diagnosis.waiting(
      .deadlock(
        doing: doing, threads: activity.threads,
        milliseconds: isKnown ? 0 : Limits.deadlock.milliseconds,
        byThen: record.withLock(\.state.byThen), stuck: waits.stuck))
  }

  /// What a call is while one of its processes writes and every thread sleeps; nil if none does.
  var unread: Diagnosis? {
    workforce?.writing.map {
      .processes(
        .pipeDeadlock(
          doing: doing, pipe: $0.pipe, bytes: $0.bytes, before: $0.before, lines: $0.lines))
    }
  }

  /// What a call is that takes longer than it may.
  func overrun(_ patience: Duration = Limits.patience) -> Diagnosis {
    let activity = self.activity
    return .waiting(
      .timedOut(
        doing: doing, milliseconds: patience.milliseconds,
        cpuMilliseconds: activity.cpu.milliseconds, running: activity.runnable))
  }

  /// What it takes more of than it may, and how long it may be asked then where its threads are; nil
  /// if nothing.
  func excess(_ activity: Activity) -> (diagnosis: Diagnosis, patience: Duration)? {
    let output = self.output
    if output.total > Limits.output {
      // Whoever prints is held up by now.
      let flood = Diagnosis.ends(
        .floodedOutput(
          doing: doing, printed: output.text, bytes: output.total, limit: Limits.output))
      return (flood, Limits.restless)
    }
    guard activity.memory > Limits.memory else { return nil }
    // Not for long, as it may go on to grow.
    let outOfMemory = Diagnosis.ends(
      .outOfMemory(
        doing: doing, bytes: activity.memory, limit: Limits.memory, threads: activity.threads))
    return (outOfMemory, Limits.rendezvous)
  }

  /// What the end of the process is, if nobody else ended it.
  ///
  /// - Parameters:
  ///   - peakMemory: The most memory that it held, in bytes.
  ///   - printed: All that it printed.
  func diagnosis(of end: ProcessEnd, peakMemory: Int, _ printed: Printed) -> Diagnosis {
    switch end {
    case .signalled where peakMemory > Limits.memory:
      return .ends(.outOfMemory(doing: doing, bytes: peakMemory, limit: Limits.memory, threads: 0))
    case .signalled(let signal):
      let place = ThreadPlaces(calls: [printed.crash], in: executable).places.first
      return .ends(
        .crashed(
          doing: doing, signal: signal, printed: lastWords(in: printed.text),
          place: place?.inWords ?? ""))
    case .exited(let status):
      let (calls, byThen) = record.withLock { ($0.state.exiting, $0.state.byThen) }
      let place = ThreadPlaces(calls: [calls], in: executable).places.first
      return .ends(
        .exited(doing: doing, status: status, place: place?.inWords ?? "", byThen: byThen))
    }
  }
}
