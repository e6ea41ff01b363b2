/// The one part of a solution that is left out or spoilt.
enum Fault: String, CaseIterable, Sendable {
  case noLock = "NoLock"
  case lockForEach = "LockForEach"
  /// What was read under the lock is written without it.
  case writeOutside = "WriteOutside"
  /// What was read under the lock is written under it a second time.
  case lockedTwice = "LockedTwice"
  case twoOrders = "TwoOrders"
  case noWait = "NoWait"
  case oneTooFew = "OneTooFew"
  case noWake = "NoWake"
  /// What isn't the kit's `Shared` is used without the lock.
  case unguarded = "Unguarded"
  /// It is read without the lock, and written under it.
  case readOutside = "ReadOutside"
  /// It is used under a lock that each thread has for itself.
  case lockOfItsOwn = "LockOfItsOwn"
  /// An atomic number is read, and written in a second step.
  case loadThenStore = "LoadThenStore"
  /// Atomic, but nothing is ordered by it.
  case relaxed = "Relaxed"
  /// The first of two looks is at a plain property.
  case plainLook = "PlainLook"

  /// What the judge must call it.
  var diagnosis: String {
    switch self {
    case .noLock, .lockForEach, .writeOutside: "lostUpdate"
    case .lockedTwice: "checkThenAct"
    case .twoOrders, .noWake: "deadlock"
    case .noWait, .oneTooFew: "returnsEarly"
    case .unguarded, .readOutside, .lockOfItsOwn, .relaxed, .plainLook: "dataRace"
    case .loadThenStore: "checkThenAct"
    }
  }

  /// Whether it is the lock that is spoilt, and not the wait.
  var isOfLock: Bool {
    switch self {
    case .noLock, .lockForEach, .writeOutside, .lockedTwice, .twoOrders: true
    case .noWait, .oneTooFew, .noWake, .unguarded, .readOutside, .lockOfItsOwn, .loadThenStore,
      .relaxed, .plainLook:
      false
    }
  }

  /// Whether it is what the threads share that is spoilt, which isn't the kit's `Shared` then.
  var isOfState: Bool {
    switch self {
    case .unguarded, .readOutside, .lockOfItsOwn, .loadThenStore, .relaxed, .plainLook: true
    case .noLock, .lockForEach, .writeOutside, .lockedTwice, .twoOrders, .noWait, .oneTooFew,
      .noWake:
      false
    }
  }

  /// Whether the fault makes something else of a solution with these ways to make threads and to wait.
  func fits(_ maker: Maker, _ wait: Wait) -> Bool {
    switch self {
    case .noLock, .lockForEach, .writeOutside, .lockedTwice, .twoOrders, .unguarded,
      .readOutside, .lockOfItsOwn, .loadThenStore, .relaxed, .plainLook:
      true
    // `concurrentPerform` can't but wait.
    case .noWait: maker != .concurrentPerform
    case .oneTooFew: wait == .own ? [.spawn, .posix, .serialQueues].contains(maker) : wait.counts
    case .noWake: wait != .own
    }
  }
}
