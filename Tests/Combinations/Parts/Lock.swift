/// Something that keeps all threads out but one.
enum Lock: String, CaseIterable, Sendable {
  case lock = "Lock"
  case condition = "Condition"
  case semaphore = "CountingSemaphore"
  case foundation = "NSLock"
  case recursive = "NSRecursiveLock"
  case foundationCondition = "NSCondition"
  case mutex = "Mutex"
  case posixMutex = "pthread_mutex_t"
  case posixWriteLock = "pthread_rwlock_t"
  case dispatchSemaphore = "DispatchSemaphore"
  case serialQueue = "SerialQueue"

  /// All locks, or only none where nothing is to be kept apart.
  static func choices(ifNeeded isNeeded: Bool) -> [Lock?] { isNeeded ? allCases : [nil] }

  /// What makes one.
  var made: String {
    switch self {
    case .lock, .condition, .foundation, .recursive, .foundationCondition: "\(rawValue)()"
    case .semaphore, .dispatchSemaphore: "\(rawValue)(value: 1)"
    case .mutex: "Mutex(())"
    case .posixMutex: "PosixMutex()"
    case .posixWriteLock: "PosixWriteLock()"
    case .serialQueue: "DispatchQueue(label: \"one at a time\")"
    }
  }

  var imports: [String] {
    switch self {
    case .lock, .condition, .semaphore: []
    case .foundation, .recursive, .foundationCondition, .posixMutex, .posixWriteLock:
      ["Foundation"]
    case .mutex: ["Synchronization"]
    case .dispatchSemaphore, .serialQueue: ["Dispatch"]
    }
  }

  /// The type that the text must declare.
  var support: Support? {
    switch self {
    case .posixMutex: .posixMutex
    case .posixWriteLock: .posixWriteLock
    case .lock, .condition, .semaphore, .foundation, .recursive, .foundationCondition, .mutex,
      .dispatchSemaphore, .serialQueue:
      nil
    }
  }

  /// Runs lines with the lock of this name held.
  func around(_ lines: Lines, by door: String = "door") -> Lines {
    switch use {
    case .calls(let take, let giveBack):
      return ["\(door).\(take)()"] + lines + ["\(door).\(giveBack)()"]
    case .closure(let name, let argument):
      let head = "\(door).\(name) {\(argument)"
      guard lines.count == 1 else { return [head] + lines.indented + ["}"] }
      return ["\(head) \(lines[0]) }"]
    }
  }

  /// Works a value out with the lock held, and calls it by a name from then on.
  ///
  /// - Parameters:
  ///   - lines: What is done before that, with the lock held.
  ///   - more: What is done after it, with the lock still held.
  ///   - door: What the lock is called.
  func value(
    _ name: String, _ expression: String, after lines: Lines = [], then more: Lines = [],
    by door: String = "door"
  ) -> Lines {
    let found = "let \(name) = \(expression)"
    switch use {
    case .calls(let take, let giveBack):
      return ["\(door).\(take)()"] + lines + [found] + more + ["\(door).\(giveBack)()"]
    case .closure(let function, let argument):
      let head = "let \(name) = \(door).\(function) {\(argument)"
      guard !(lines + more).isEmpty else { return ["\(head) \(expression) }"] }
      let rest = more.isEmpty ? ["return \(expression)"] : [found] + more + ["return \(name)"]
      return [head] + (lines + rest).indented + ["}"]
    }
  }

  private enum Use {
    case calls(take: String, giveBack: String)
    case closure(name: String, argument: String)
  }

  private var use: Use {
    switch self {
    case .lock, .recursive: .closure(name: "withLock", argument: "")
    case .mutex: .closure(name: "withLock", argument: " _ in")
    case .serialQueue: .closure(name: "sync", argument: "")
    case .condition, .foundation, .foundationCondition, .posixMutex, .posixWriteLock:
      .calls(take: "lock", giveBack: "unlock")
    case .semaphore, .dispatchSemaphore: .calls(take: "wait", giveBack: "signal")
    }
  }
}
