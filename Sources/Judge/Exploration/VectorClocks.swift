import Interleaving

/// Vector clocks over a run: which of its steps had to come in the order in which they came.
///
/// After Lamport, "Time, clocks, and the ordering of events in a distributed system", 1978, and Mattern,
/// "Virtual time and global states of distributed systems", 1989.
struct VectorClocks {
  /// Two accesses of one value, at least one of them a write, that nothing put in order.
  struct Conflict: Hashable {
    /// The place in the trace of the one that came first.
    let first: Int
    /// The place of the other.
    let second: Int
  }

  /// For each thread how many of its steps are known to have come before.
  private struct Clock {
    private var times: [Int] = []

    subscript(thread: Int) -> Int {
      get { thread < times.count ? times[thread] : 0 }
      set {
        while times.count <= thread { times.append(0) }
        times[thread] = newValue
      }
    }

    mutating func merge(_ other: Clock) {
      for thread in other.times.indices { self[thread] = max(self[thread], other.times[thread]) }
    }
  }

  private struct Access {
    let index: Int
    let thread: Int
    let time: Int
    let step: Step
  }

  private var threads: [Int: Clock] = [:]
  private var objects: [Int: Clock] = [:]
  private var accesses: [Int: [Access]] = [:]
  /// The conflicts, in the order of their later accesses.
  private(set) var conflicts: [Conflict] = []

  /// Goes through a trace.
  ///
  /// What orders steps are locks, semaphores, starts and joins. Queues and groups are unknown here, so of
  /// a run that uses such a conflict proves nothing by itself.
  init(_ trace: Trace) {
    for (index, entry) in trace.entries.enumerated() { take(index, entry.thread, entry.step) }
  }

  private mutating func take(_ index: Int, _ thread: Int, _ step: Step) {
    threads[thread, default: Clock()][thread] += 1
    switch step.kind {
    case .lock, .reacquire, .take, .readLock: merge(objects[step.object], into: thread)
    case .unlock, .sleep, .give:
      objects[step.object, default: Clock()].merge(threads[thread] ?? Clock())
    case .spawn: threads[step.object] = threads[thread]
    case .join: merge(threads[step.object], into: thread)
    case .read, .write:
      note(
        Access(
          index: index, thread: thread, time: threads[thread]?[thread] ?? 0, step: step))
    case .begin, .signal, .broadcast, .spuriousWakeup, .work, .workDone, .tryLock, .tryTake, .wait,
      .pause, .yield, .enter, .load, .store, .update:
      break
    }
  }

  private mutating func merge(_ clock: Clock?, into thread: Int) {
    guard let clock else { return }
    threads[thread, default: Clock()].merge(clock)
  }

  private mutating func note(_ access: Access) {
    let known = threads[access.thread] ?? Clock()
    for before in accesses[access.step.object] ?? []
    where before.thread != access.thread && before.step.conflicts(with: access.step)
      && known[before.thread] < before.time
    {
      conflicts.append(Conflict(first: before.index, second: access.index))
    }
    accesses[access.step.object, default: []].append(access)
  }
}
