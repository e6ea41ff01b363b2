import Interleaving

extension Step {
  /// What a step touches of what other threads touch.
  fileprivate enum Footprint {
    /// Nothing that others see.
    case nothing
    /// It only looks at an object.
    case looks(Int)
    /// It changes an object.
    case changes(Int)
    /// It makes a thread, which so gets a number, or waits for its end.
    case thread(Int)
    /// The judge looks at the order of works.
    case work
    /// Whatever others do may have let it go, or made it wait.
    case everything
  }

  fileprivate var footprint: Footprint {
    switch kind {
    case .begin: .nothing
    case .read, .readLock, .tryLock, .tryTake, .load: object == 0 ? .nothing : .looks(object)
    case .write, .lock, .unlock, .take, .give, .sleep, .signal, .broadcast, .reacquire,
      .spuriousWakeup, .enter, .store, .update:
      object == 0 ? .nothing : .changes(object)
    case .spawn, .join: .thread(object)
    case .work, .workDone: .work
    case .wait, .pause, .yield: .everything
    }
  }
}

extension Trace.Entry {
  /// Whether it may matter which of two steps of different threads comes first: whether both touch the
  /// same, and at least one of them changes it.
  ///
  /// Two others can change places, wherever both are possible, and the same comes about.
  func depends(on other: Trace.Entry) -> Bool {
    if touchesUnseen || other.touchesUnseen { return true }
    switch (step.footprint, other.step.footprint) {
    case (.everything, _), (_, .everything): return true
    case (.thread(let one), .thread(let two)):
      // Threads are numbered as they are made.
      let areNumbered = step.kind == .spawn && other.step.kind == .spawn
      return one == other.thread || two == thread || areNumbered
    case (.thread(let one), _): return one == other.thread
    case (_, .thread(let two)): return two == thread
    case (.work, .work): return true
    case (.looks(let one), .changes(let two)), (.changes(let one), .looks(let two)),
      (.changes(let one), .changes(let two)):
      return one == two
    case (.looks, .looks), (.nothing, _), (_, .nothing), (.work, _), (_, .work): return false
    }
  }

  /// Whether it had to wait until another thread gave back what it takes by this step.
  func isKept(by other: Trace.Entry) -> Bool {
    if step.kind == .join { return step.object == other.thread }
    let takes = step.takesLock || step.kind == .readLock
    let gives = other.step.kind == .unlock || other.step.kind == .sleep
    return takes && !isTry && gives && step.object == other.step.object
  }

  /// Whether others see anything of it.
  var touches: Bool { if case .nothing = step.footprint { touchesUnseen } else { true } }

  /// Whether both touch one object.
  func sharesObject(with other: Trace.Entry) -> Bool {
    switch (step.footprint, other.step.footprint) {
    case (.looks(let one), .changes(let two)), (.changes(let one), .looks(let two)),
      (.changes(let one), .changes(let two)):
      one == two
    case (.looks, _), (.changes, _), (.nothing, _), (.thread, _), (.work, _), (.everything, _):
      false
    }
  }
}
