/// A way to wait until all of several have ended.
enum Wait: String, CaseIterable, Sendable {
  /// What the maker of the threads has for it: `join`, a barrier on its queue and the like.
  case own = "Join"
  case condition = "Condition"
  case semaphore = "CountingSemaphore"
  case foundationCondition = "NSCondition"
  case group = "DispatchGroup"
  case dispatchSemaphore = "DispatchSemaphore"
  case barrier = "pthread_barrier_t"
  /// The last one, found out under the lock, wakes the caller.
  case lastSignals = "LastSignals"
  /// The last one, found out by an atomic number, wakes the caller.
  case lastOfAtomic = "LastOfAtomic"

  var imports: [String] {
    switch self {
    case .own, .condition, .semaphore: []
    case .foundationCondition, .barrier: ["Foundation"]
    case .group, .dispatchSemaphore, .lastSignals, .lastOfAtomic: ["Dispatch"]
    }
  }

  var support: Support? { self == .barrier ? .posixBarrier : nil }

  /// Whether there is something to wait on that knows how many are waited for.
  var counts: Bool {
    switch self {
    case .condition, .semaphore, .foundationCondition, .dispatchSemaphore, .lastSignals,
      .lastOfAtomic:
      true
    case .own, .group, .barrier: false
    }
  }

  /// How it can be spoilt where it is an atomic number that the threads share.
  var faults: Set<Fault> { self == .lastOfAtomic ? [.loadThenStore] : [] }

  /// What is made before the first one starts.
  func setUp(_ count: String, fault: Fault?) -> Lines {
    let counted = fault == .oneTooFew ? "\(count) - 1" : count
    switch self {
    case .own: return []
    case .condition: return ["let end = Condition()", "let left = Shared(\(counted))"]
    case .foundationCondition:
      return ["let end = NSCondition()", "let left = Shared(\(counted))"]
    case .semaphore: return ["let end = CountingSemaphore(value: 0)"]
    case .dispatchSemaphore: return ["let end = DispatchSemaphore(value: 0)"]
    case .group: return ["let end = DispatchGroup()"]
    case .barrier: return ["let end = PosixBarrier(\(count) + 1)"]
    case .lastSignals:
      return ["let end = DispatchSemaphore(value: 0)", "let left = Shared(\(counted))"]
    case .lastOfAtomic:
      return ["let end = DispatchSemaphore(value: 0)", "let left = Atomic(\(counted))"]
    }
  }

  /// What is done before each one is started.
  var before: Lines { self == .group ? ["end.enter()"] : [] }

  /// What each one does last.
  ///
  /// - Parameter number: The name of the number that each has, from 0.
  func done(under lock: Lock?, number: String = "number", fault: Fault?) -> Lines {
    // One forgets to tell; where the last one tells for all, that is the one.
    let forgets = fault == .noWake
    let unlessFirst = { (line: String) in
      [forgets ? "if \(number) > 0 { \(line) }" : line]
    }
    let count = ["left.value -= 1"]
    switch self {
    case .own: return []
    case .condition, .foundationCondition:
      let lines = forgets ? count : count + ["if left.value == 0 { end.broadcast() }"]
      return ["end.lock()"] + lines + ["end.unlock()"]
    case .semaphore, .dispatchSemaphore: return unlessFirst("end.signal()")
    case .group: return unlessFirst("end.leave()")
    case .barrier: return unlessFirst("end.wait()")
    case .lastSignals:
      guard let lock else { return [] }
      // Where one too few are waited for, a single thread counts past it.
      let isLast = "left.value <= 0"
      let asked =
        fault == .noLock
        ? count + ["let isLast = \(isLast)"] : lock.value("isLast", isLast, after: count)
      return forgets ? lock.around(count) : asked + ["if isLast { end.signal() }"]
    case .lastOfAtomic: return countDown(fault: fault)
    }
  }

  private func countDown(fault: Fault?) -> Lines {
    if fault == .loadThenStore {
      return [
        "let rest = left.load(ordering: .acquiring) - 1", "left.store(rest, ordering: .releasing)",
        "if rest == 0 { end.signal() }",
      ]
    }
    let subtract = "left.subtract(1, ordering: .acquiringAndReleasing)"
    return fault == .noWake
      ? [subtract] : ["let rest = \(subtract).newValue", "if rest <= 0 { end.signal() }"]
  }

  /// What the caller does.
  func after(_ count: String, maker: Maker, fault: Fault?) -> Lines {
    guard fault != .noWait else { return [] }
    switch self {
    case .own: return maker.wait(butLast: fault == .oneTooFew)
    case .condition, .foundationCondition:
      return ["end.lock()", "while left.value > 0 { end.wait() }", "end.unlock()"]
    case .semaphore, .dispatchSemaphore:
      // There may be nothing to wait for.
      let waits = fault == .oneTooFew ? "max(\(count) - 1, 0)" : count
      return ["for _ in 0..<\(waits) { end.wait() }"]
    case .group, .barrier, .lastSignals, .lastOfAtomic: return ["end.wait()"]
    }
  }
}
