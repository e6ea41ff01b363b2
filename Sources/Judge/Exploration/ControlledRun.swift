public import Foundation
public import Interleaving
public import Wire

/// One run in which the threads went in an order of the judge's choice.
public struct ControlledRun: Sendable, Equatable {
  /// The steps.
  public let trace: Trace
  /// How the call came back; nil if it didn't.
  public let outcome: Outcome?
  /// The how-manieth run of its exploration it is, from 1; in the first no thread is preempted.
  public internal(set) var number = 0

  /// Two threads that stood before the same value at the same time, one of them about to write it.
  ///
  /// That is a lock that is missing, of whatever kind, as one that both had taken would have kept one
  /// of them away.
  ///
  /// - Returns: The place in the trace of the access that went first, and the other access's; nil if
  ///   there are none.
  public var race: (first: Int, second: Int)? {
    var next: [Int: Int] = [:]
    var found: (first: Int, second: Int)?
    for index in trace.entries.indices.reversed() {
      let entry = trace.entries[index]
      if entry.step.isAccess {
        for other in entry.enabled.threads where other != entry.thread {
          guard let second = next[other], trace.entries[second].step.conflicts(with: entry.step)
          else { continue }
          found = (index, second)
        }
      }
      next[entry.thread] = index
    }
    return found
  }

  /// A write over another thread's write, by a thread that had read the value before that one.
  ///
  /// - Parameter value: The value's number, in the order of first use; nil for any.
  /// - Returns: The places in the trace of the read, of the write that is lost, and of the write over
  ///   it, of those that come first; nil if there are none.
  public func lostWrite(of value: Int? = nil) -> [Int]? {
    var reads: [[Int]: Int] = [:]
    var last: [Int: Int] = [:]
    for (index, entry) in trace.entries.enumerated()
    where entry.step.isAccess || entry.step.isAtomic {
      let object = entry.step.object
      guard value == nil || value == object else { continue }
      guard !entry.step.isRead else {
        reads[[entry.thread, object]] = index
        continue
      }
      // What reads and writes in one step loses nothing.
      if entry.step.isWrite, let read = reads[[entry.thread, object]], let last = last[object],
        read < last,
        trace.entries[last].thread != entry.thread
      {
        return [read, last, index]
      }
      last[object] = index
    }
    return nil
  }

  /// Two threads that read a value before either wrote it, and then both wrote it: whichever came
  /// second went by what was no longer so, even if it had read the value again for the write itself.
  ///
  /// - Returns: The places in the trace of both reads and of both writes, of those that come first; nil
  ///   if there are none.
  public var sharedRead: [Int]? {
    let accesses = trace.entries.indices.filter {
      trace.entries[$0].step.isAccess || trace.entries[$0].step.isAtomic
    }
    for (position, index) in accesses.enumerated() {
      let first = trace.entries[index]
      let later = accesses[(position + 1)...].filter {
        trace.entries[$0].step.object == first.step.object
      }
      let unwritten = later.prefix { trace.entries[$0].step.isRead }
      guard first.step.isRead, let write = later.dropFirst(unwritten.count).first,
        let second = unwritten.first(where: { trace.entries[$0].thread != first.thread })
      else { continue }
      let readers = [first.thread, trace.entries[second].thread]
      let writer = trace.entries[write].thread
      guard readers.contains(writer),
        let other = later.first(where: {
          let entry = trace.entries[$0]
          return !entry.step.isRead && entry.thread != writer
            && readers.contains(entry.thread)
        })
      else { continue }
      return [index, second, write, other]
    }
    return nil
  }

  /// How often each thread wrote a value.
  ///
  /// - Parameter value: The value's number, in the order of first use.
  public func writes(of value: Int) -> [Int: Int] {
    trace.entries.reduce(into: [:]) { counts, entry in
      if entry.step == Step(.write, value) { counts[entry.thread, default: 0] += 1 }
    }
  }

  /// The threads other than the caller's that used one of the first `values` values after the call's
  /// return.
  private func lateThreads(values: Int) -> Set<Int> {
    guard let end = trace.stepsAtReturn else { return [] }
    let late = trace.entries.dropFirst(end).filter {
      $0.thread != 0 && $0.step.isAccess && $0.step.object <= values
    }
    return Set(late.map(\.thread))
  }

  /// A lock that somebody waits for although the thread that took it has ended, or that nobody gave
  /// back by the end.
  public var lockLeft: Trace.Holding? {
    trace.holdings.first { holding in
      holding.hasEnded
        && (trace.end == .over || trace.waiters.contains { $0.isWaiting(for: holding.lock) })
    }
  }

  /// What is wrong with the run whatever the exercise: a lock was kept, threads that the call should have
  /// waited for came later, nothing orders two accesses to memory, nobody can go on.
  ///
  /// - Parameters:
  ///   - call: The call, as a student would write it.
  ///   - values: How many values the adapter has for the call to change; it looks at them before
  ///     the call, so that theirs are the first numbers.
  public func fault(in call: String, values: Int) -> ((History) -> Diagnosis)? {
    if let left = lockLeft {
      let thread = ThreadOrTask.thread(left.thread).rawValue
      return {
        .lockHistories(
          .lockKept(
            call: call, lock: left.lock, thread: thread,
            history: $0.marking(lastTakeOf: left.lock, by: left.thread, in: trace)))
      }
    }
    let late = lateThreads(values: values)
    if let fault = earlyReturn(by: late, after: trace.stepsAtReturn ?? 0, in: call) { return fault }
    if let (lock, taken, begun) = workUnderLock {
      let name = ThreadOrTask.thread(trace.entries[begun].thread).rawValue
      return {
        .lockHistories(
          .workUnderLock(
            call: call, lock: lock, thread: name,
            history: $0.marking(workBegunIn: begun, underLockTakenIn: taken)))
      }
    }
    if let unordered = dataRace(in: call) { return unordered }
    switch trace.end {
    // What nothing guards may be what nobody is told of: that comes first.
    case .deadlock where race != nil: return unguarded(in: call)
    case .deadlock:
      return {
        .lockHistories(.deadlockInSchedule(call: call, waits: deadlockedThreads, history: $0))
      }
    case .tooLong:
      let steps = trace.entries.count
      return {
        .lockHistories(.livelock(call: call, steps: steps, history: $0.markingBusiestLine()))
      }
    case .over, .leftovers, .stopped, .crowded: return nil
    }
  }

  /// Two accesses to memory that nothing orders; nil if there are none.
  public func dataRace(in call: String) -> ((History) -> Diagnosis)? {
    guard trace.dataRace != nil else { return nil }
    return {
      .histories(
        .dataRace(
          call: call, accesses: $0.accesses, history: $0.markingDataRace(in: trace)))
    }
  }

  /// A lock of the kit's that a thread held when it entered injected work, and the places in the
  /// trace at which it took the one and began the other.
  private var workUnderLock: (lock: Int, taken: Int, begun: Int)? {
    for (index, entry) in trace.entries.enumerated() where entry.step.kind == .work {
      let locks = trace.held(by: entry.thread, before: index).filter { $0.key.kind == .lock }
      if let (lock, taken) = locks.max(by: { $0.value < $1.value }) {
        return (lock.number, taken, index)
      }
    }
    return nil
  }

  /// The run as a table, and how it ended, for a person.
  ///
  /// - Parameters:
  ///   - program: The program that ran.
  ///   - marks: The numbers of the rows to mark, if they are known.
  ///   - tables: How much of it is shown.
  public func story(of program: URL, marks: [Int] = [], _ tables: Tables = .whole) -> String {
    var history = History(trace, schedules: 1, token: "", program: program)
    if !marks.isEmpty { history.marks = marks }
    let table = history.text(tables)
    let end =
      switch trace.end {
      case .over: "The call came back: \(ending)."
      case .leftovers: "The call came back; threads are left that wait for ever."
      case .deadlock: deadlockedThreads.joined(separator: "; ").text() + "."
      case .stopped: "A thread was stopped."
      case .tooLong: "The run was ended after \(trace.entries.count) steps."
      case .crowded: "The run was ended at thread \(ThreadSet.capacity)."
      }
    return [table, end, history.wayToAllRows(tables)].compactMap(\.self)
      .joined(separator: "\n\n")
  }

  /// Whether it went the way that it was to go.
  public var isAsPlanned: Bool { !trace.hasDiverged }

  /// How the call came back, in words.
  private var ending: String {
    switch outcome {
    case .returned(.null): return "it returned nothing"
    case .returned(let value): return "it returned \(shortened(value.inWords, to: 300))"
    case .threw(let type, let text): return "it threw \(type): \(text)"
    case .invalidArgument(let name, let reason):
      return "it threw InvalidArgument(\"\(name)\", \"\(reason)\")"
    case .notStarted, nil: return "it isn't started"
    }
  }

  /// Whether the call came back too early: threads were in the midst of injected work; nil if none was.
  public func earlyReturn(in call: String) -> ((History) -> Diagnosis)? {
    let steps = trace.stepsAtReturn ?? 0
    return earlyReturn(by: threads(whoDidLast: [.work], before: steps), after: steps, in: call)
  }

  /// Whether a call came back too early, after so many steps of the run: threads were in the midst of
  /// injected work, or had taken no step since its end; nil if none was.
  public func earlyReturn(in call: String, after steps: Int) -> ((History) -> Diagnosis)? {
    earlyReturn(by: threads(whoDidLast: [.work, .workDone], before: steps), after: steps, in: call)
  }

  /// Whether a call that ends the threads came back too early, after so many steps of the run: threads
  /// that had begun injected work had more to do than to give locks back; nil if none had.
  public func earlyReturn(in call: String, endingAfter steps: Int) -> ((History) -> Diagnosis)? {
    let late = trace.entries.dropFirst(steps).filter {
      workers.contains($0.thread) && $0.step.kind != .unlock && $0.step.kind != .begin
    }
    return earlyReturn(by: Set(late.map(\.thread)), after: steps, in: call)
  }

  /// Whether a call came back, after so many steps of the run, before injected work that threads began or
  /// ended later; nil if there was none.
  public func earlyReturn(in call: String, workingAfter steps: Int) -> ((History) -> Diagnosis)? {
    let late = trace.entries.dropFirst(steps).filter { $0.step.kind == .workDone }
    return earlyReturn(by: Set(late.map(\.thread)), after: steps, in: call)
  }

  private func earlyReturn(
    by threads: Set<Int>, after steps: Int, in call: String
  ) -> ((History) -> Diagnosis)? {
    guard !threads.isEmpty else { return nil }
    return {
      .histories(
        .earlyReturn(
          call: call, late: threads.count, history: $0.marking(threads, after: steps, in: trace)))
    }
  }

  /// The threads whose last step, of the first `steps` of the run, is of one of these kinds.
  private func threads(whoDidLast kinds: Set<Step.Kind>, before steps: Int) -> Set<Int> {
    let last = trace.entries.prefix(steps).reduce(into: [Int: Step.Kind]()) {
      if $1.step.kind != .begin { $0[$1.thread] = $1.step.kind }
    }
    return Set(last.filter { kinds.contains($0.value) }.keys)
  }

  /// How many pieces of injected work were begun.
  public var works: Int { trace.entries.count { $0.step.kind == .work } }

  /// How many were done within the first `steps` of the run.
  public func worksDone(before steps: Int) -> Int {
    trace.entries.prefix(steps).count { $0.step.kind == .workDone }
  }

  /// The threads that began some of them; 0 is the one that made the call.
  public var workers: Set<Int> {
    Set(trace.entries.filter { $0.step.kind == .work }.map(\.thread))
  }

  /// Whether nothing kept two threads from the same value; nil if something did.
  public func unguarded(in call: String) -> ((History) -> Diagnosis)? {
    race.map { (first, second) in
      {
        .histories(
          .unguarded(call: call, history: $0.marking(race: (first, second), in: trace)))
      }
    }
  }
}

extension Trace.Waiter {
  fileprivate func isWaiting(for lock: Int) -> Bool {
    step?.takesLock == true && step?.object == lock
  }
}
