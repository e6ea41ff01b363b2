import Interleaving

extension Trace {
  /// What a thread holds before a step: locks, and semaphores of which it has a permit, each with the
  /// place of the step that took it.
  func held(by thread: Int, before step: Int) -> [ObjectID: Int] {
    var held: [ObjectID: Int] = [:]
    for (index, entry) in entries.prefix(step).enumerated() {
      if entry.thread == thread, let taken = entry.step.takes { held[taken] = index }
      // A lock is nobody's, whoever gives it back; of permits each thread has its own.
      if let given = entry.step.gives, entry.thread == thread || given.kind == .lock {
        held[given] = nil
      }
    }
    return held
  }

  /// What of that may keep others out.
  ///
  /// Permits are also taken for what there is to do, so of a thread that takes locks these are left out.
  func lockset(of thread: Int, before step: Int) -> Set<ObjectID> {
    let areLocks = entries.contains { $0.thread == thread && $0.step.takesLock }
    return Set(held(by: thread, before: step).keys.filter { ($0.kind == .lock) == areLocks })
  }
}

extension Step {
  /// The lock that is taken by it, or the semaphore of which a permit is.
  var takes: ObjectID? { takesLock || kind == .take ? target : nil }

  /// The lock that is given back by it, or the semaphore to which a permit is.
  var gives: ObjectID? {
    if kind == .sleep { return ObjectID(.lock, object) }
    return kind == .unlock || kind == .give ? target : nil
  }
}
