import Synchronization

/// Cancels tasks for the judge, and lets work that learns of it end only when everybody has been told.
///
/// A cancel goes from one child to the next. If work ended meanwhile, a child that hasn't been told yet could
/// begin some more, in right code.
enum Cancelling {
  /// The work that has learnt of the cancel under way; nil while there is none.
  private static let learnt = Mutex<[TaskHold]?>(nil)

  /// Cancels a task and all that this reaches.
  static func cancel(_ task: Task<Void, Never>?) {
    learnt.withLock { $0 = [] }
    task?.cancel()
    let holds = learnt.withLock { holds in
      defer { holds = nil }
      return holds ?? []
    }
    for hold in holds { hold.letGo() }
  }

  /// Lets work go that has learnt of a cancel, once that is over.
  static func letGo(_ hold: TaskHold) {
    let isUnderWay = learnt.withLock { holds in
      holds?.append(hold)
      return holds != nil
    }
    if !isUnderWay { hold.letGo() }
  }
}
