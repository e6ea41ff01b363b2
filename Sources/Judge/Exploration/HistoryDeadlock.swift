import Interleaving

/// Where in a history that ends with nobody who can go on it shows why.
extension History {
  /// Marks where those of the cycle wait, where the locks were taken that they want, and where the
  /// conditions were woken that they sleep on.
  mutating func markDeadlock(of trace: Trace) {
    let stuck = trace.stuck
    let waiting = rows.indices.filter {
      if case .waits(let waiter) = rows[$0].event { stuck.contains(waiter) } else { false }
    }
    let wanted = Set(stuck.compactMap(\.step).filter(\.takesLock).map(\.object))
    let takings = wanted.compactMap { trace.lastTake(of: $0, in: Array(trace.entries.indices)) }
    let sleeper = stuck.first { $0.step?.kind == .spuriousWakeup }
    let waking = sleeper?.step.flatMap { trace.lastWaking(of: $0.object) }
    let steps = Set(takings + [waking].compactMap(\.self)).map(row).sorted()
    marks = steps + waiting.map { $0 + 1 }
    guard let sleeper, let condition = sleeper.step?.object else { return }
    let sleep = trace.steps(of: sleeper.thread).last {
      trace.entries[$0].step == Step(.sleep, condition)
    }
    guard let sleep, (waking ?? -1) < sleep else { return }
    let woken = tell(sleep, wokenLastBy: waking, in: trace)
    note = "\(woken.startingUppercase)\(change(after: sleep, in: trace))"
  }

  /// When the condition was woken last on which a thread sleeps for ever; marks it.
  private mutating func tell(
    _ sleep: Int, wokenLastBy waking: Int?, in trace: Trace
  ) -> Sentence {
    let (number, step) = (trace.entries[sleep].thread, trace.entries[sleep].step)
    let (thread, condition) = (ThreadOrTask.thread(number), ObjectID(.condition, step.object))
    guard let waking else { return "By then nobody has signalled or broadcast \(condition)." }
    var seen: Sentence = ""
    mark([sleep])
    let look = trace.steps(of: number).last { $0 < sleep && trace.entries[$0].step.kind == .read }
    if let look, look < waking {
      mark([look])
      let value = ObjectID(.value, trace.entries[look].step.object)
      seen = "\(thread) last reads \(value) in step \(row(of: look)), "
    }
    let verb = trace.entries[waking].step.kind == .signal ? "signalled" : "broadcast"
    return """
      \(seen)\(condition) is \(verb) for the last time in step \(row(of: waking)), and \(thread) \
      sleeps on it from step \(row(of: sleep)) on.
      """
  }

  /// That a value was written later that a thread which sleeps for ever had read before; marks it.
  private mutating func change(after sleep: Int, in trace: Trace) -> Sentence {
    let condition = trace.entries[sleep].step.object
    let own = trace.steps(of: trace.entries[sleep].thread).filter { $0 < sleep }
    let taking = trace.lastTake(of: condition, in: own) ?? sleep
    let reads = own.filter { $0 > taking && trace.entries[$0].step.kind == .read }
    let values = Set(reads.map { trace.entries[$0].step.object })
    let change = trace.entries.lastIndex {
      $0.step.kind == .write && values.contains($0.step.object)
    }
    guard let change, change > sleep else { return "" }
    mark([change])
    let value: Sentence = "\(ObjectID(.value, trace.entries[change].step.object))"
    return """
       \(value.startingUppercase), which it had read before it slept, is written in step \
      \(row(of: change)); nobody wakes it after that.
      """
  }

  private mutating func mark(_ steps: [Int]) {
    marks = Set(marks + steps.map(row)).sorted()
  }
}

extension Trace {
  /// The places of a thread's steps.
  func steps(of thread: Int) -> [Int] { entries.indices.filter { entries[$0].thread == thread } }

  /// The last of some steps that takes a lock.
  func lastTake(of lock: Int, in steps: [Int]) -> Int? {
    steps.last { entries[$0].step.takes == ObjectID(.lock, lock) }
  }

  /// The last step that woke one or all who slept on a condition.
  fileprivate func lastWaking(of condition: Int) -> Int? {
    entries.lastIndex {
      $0.step == Step(.signal, condition) || $0.step == Step(.broadcast, condition)
    }
  }
}
