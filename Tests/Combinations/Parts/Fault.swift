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

  /// What the judge must call it.
  var diagnosis: String {
    switch self {
    case .noLock, .lockForEach, .writeOutside: "lostUpdate"
    case .lockedTwice: "checkThenAct"
    case .twoOrders, .noWake: "deadlock"
    case .noWait, .oneTooFew: "returnsEarly"
    }
  }

  /// Whether it is the lock that is spoilt, and not the wait.
  var isOfLock: Bool {
    switch self {
    case .noLock, .lockForEach, .writeOutside, .lockedTwice, .twoOrders: true
    case .noWait, .oneTooFew, .noWake: false
    }
  }

  /// Whether the fault makes something else of a solution with these ways to make threads and to wait.
  func fits(_ maker: Maker, _ wait: Wait) -> Bool {
    switch self {
    case .noLock, .lockForEach, .writeOutside, .lockedTwice, .twoOrders: true
    // `concurrentPerform` can't but wait.
    case .noWait: maker != .concurrentPerform
    case .oneTooFew: wait == .own ? [.spawn, .posix, .serialQueues].contains(maker) : wait.counts
    case .noWake: wait != .own
    }
  }
}
