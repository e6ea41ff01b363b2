import Interleaving

extension Trace {
  /// What a thread holds that may keep others out.
  ///
  /// Permits are also taken for what there is to do, so where there are locks, these are the guards.
  enum Guards {
    case locks(Set<Int>)
    case permits(Set<Int>)

    var objects: Set<Int> {
      switch self {
      case .locks(let objects), .permits(let objects): objects
      }
    }

    var isEmpty: Bool { objects.isEmpty }
  }

  /// What a thread has taken and not given back before a step.
  func guards(of thread: Int, before step: Int) -> Guards {
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
    return areLocks ? .locks(locks) : .permits(permits)
  }
}

extension Step {
  /// Whether it gives back one of these.
  func gives(anyOf guards: Trace.Guards) -> Bool {
    switch guards {
    case .locks(let locks): (kind == .unlock || kind == .sleep) && locks.contains(object)
    case .permits(let permits): kind == .give && permits.contains(object)
    }
  }

  /// Whether it takes one of these.
  func takes(anyOf guards: Trace.Guards) -> Bool {
    switch guards {
    case .locks(let locks): takesLock && locks.contains(object)
    case .permits(let permits): kind == .take && permits.contains(object)
    }
  }
}
