import Interleaving

extension Trace {
  /// What a thread holds before a step that may keep others out: locks, or semaphores of which it has a
  /// permit, by their numbers.
  ///
  /// Permits are also taken for what there is to do, so of a thread that takes locks these are left out.
  func guards(of thread: Int, before step: Int) -> Set<Int> {
    var (locks, permits) = (Set<Int>(), Set<Int>())
    for entry in entries.prefix(step) where entry.thread == thread {
      switch entry.step.kind {
      case .lock, .relock: locks.insert(entry.step.object)
      case .unlock, .sleep: locks.remove(entry.step.object)
      case .take: permits.insert(entry.step.object)
      case .give: permits.remove(entry.step.object)
      default: break
      }
    }
    let areLocks = entries.contains { $0.thread == thread && $0.step.takesLock }
    return areLocks ? locks : permits
  }

  /// Whether a guard is a semaphore.
  func isSemaphore(_ guarding: Int) -> Bool {
    entries.contains { $0.step == Step(.take, guarding) }
  }
}

extension Step {
  /// Whether it gives back one of these guards.
  func gives(anyOf guards: Set<Int>) -> Bool {
    [.unlock, .sleep, .give].contains(kind) && guards.contains(object)
  }

  /// Whether it takes one of these guards.
  func takes(anyOf guards: Set<Int>) -> Bool {
    (takesLock || kind == .take) && guards.contains(object)
  }
}
