import Interleaving

/// Who waits for what when nobody can go on.
extension ControlledRun {
  /// What each thread waits for that will never come; starts with a cycle of threads that wait for
  /// each other, if there is one.
  public var deadlockedThreads: [Sentence] { trace.stuck.map { told($0).startingUppercase } }

  private func told(_ waiter: Trace.Waiter) -> Sentence {
    let waits: Sentence = "\(ThreadOrTask.thread(waiter.thread)) \(waiter.inWords)"
    guard let step = waiter.step else { return "\(waits), which isn't the kit's" }
    if step.takesLock {
      guard let holder = trace.holder(of: step.object) else { return waits }
      return holder == waiter.thread
        ? "\(waits), which it holds itself" : "\(waits), which \(ThreadOrTask.thread(holder)) holds"
    }
    let locks = trace.holdings.filter { $0.thread == waiter.thread }.map {
      "\(ObjectID(.lock, $0.lock))" as Sentence
    }
    let holds: Sentence = locks.isEmpty ? "" : ", and holds \(locks.joined(separator: " and "))"
    return "\(waits)\(step.kind == .spuriousWakeup ? " until somebody wakes it" : "")\(holds)"
  }
}

extension Trace {
  /// The threads that keep a run from going on: those of a cycle, each of which waits for the next and
  /// the last for the first; all that wait, if there is none.
  var stuck: [Waiter] {
    for start in waiters {
      var path = [start]
      while let next = blocker(of: path[path.count - 1]) {
        if let index = path.firstIndex(where: { $0.thread == next.thread }) {
          return Array(path[index...])
        }
        path.append(next)
      }
    }
    return waiters
  }

  fileprivate func holder(of lock: Int) -> Int? { holdings.first { $0.lock == lock }?.thread }

  private func blocker(of waiter: Waiter) -> Waiter? {
    guard let step = waiter.step else { return nil }
    let thread = step.kind == .join ? step.object : step.takesLock ? holder(of: step.object) : nil
    return waiters.first { $0.thread == thread }
  }
}

extension Trace.Waiter {
  /// What it waits for.
  var inWords: Sentence {
    guard let step else { return "sleeps on something else" }
    return switch step.kind {
    case .lock, .reacquire: "waits for \(ObjectID(.lock, step.object))"
    case .take: "waits for a permit of \(ObjectID(.semaphore, step.object))"
    case .join: "waits for the end of \(ThreadOrTask.thread(step.object))"
    case .spuriousWakeup: "sleeps on \(ObjectID(.condition, step.object))"
    case .readLock: "waits to read under \(ObjectID(.lock, step.object))"
    case .wait: "waits for its turn, or for others to come or to end"
    case .begin, .read, .write, .unlock, .give, .sleep, .signal, .broadcast, .spawn, .work,
      .workDone, .tryLock, .tryTake, .pause, .yield, .enter, .load, .store, .update:
      "can't go on"
    }
  }

  /// Whether it sleeps: on a condition, or on something that isn't the kit's.
  var isAsleep: Bool { step == nil || step?.kind == .spuriousWakeup }
}
