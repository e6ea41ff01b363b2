/// What the threads of a pool sleep on while there is no job.
enum Idle: String, CaseIterable, Sendable {
  case condition = "SleepOnCondition"
  case foundationCondition = "SleepOnNSCondition"
  case semaphore = "SleepOnCountingSemaphore"
  case dispatchSemaphore = "SleepOnDispatchSemaphore"

  /// Whether the jobs need a lock beside it.
  var needsLock: Bool { self == .semaphore || self == .dispatchSemaphore }

  var imports: [String] {
    switch self {
    case .condition, .semaphore: []
    case .foundationCondition: ["Foundation"]
    case .dispatchSemaphore: ["Dispatch"]
    }
  }

  /// The class of the jobs that wait; with a semaphore there is a permit for each of them.
  func jobs(under lock: Lock?, fault: Fault?) -> Lines {
    switch self {
    case .condition: return Self.bell("Condition")
    case .foundationCondition: return Self.bell("NSCondition")
    case .semaphore: return Self.permits("CountingSemaphore", lock, fault)
    case .dispatchSemaphore: return Self.permits("DispatchSemaphore", lock, fault)
    }
  }

  private static let values: Lines = [
    "private let waiting = Shared<[@Sendable () -> Void]>([])",
    "private let isClosed = Shared(false)",
  ]

  private static func jobsClass(_ members: [Lines]) -> Lines {
    members.parted.block("private final class Jobs: Sendable")
  }

  private static func bell(_ type: String) -> Lines {
    let locked = ["bell.lock()", "defer { bell.unlock() }"]
    let add = locked + ["waiting.value.append(job)", "bell.broadcast()"]
    let take =
      locked + [
        "while waiting.value.isEmpty && !isClosed.value { bell.wait() }",
        "return waiting.value.isEmpty ? nil : waiting.value.removeFirst()",
      ]
    let close = locked + ["isClosed.value = true", "bell.broadcast()"]
    return jobsClass([["private let bell = \(type)()"] + values, methods(add, take, close)])
  }

  private static func permits(_ type: String, _ lock: Lock?, _ fault: Fault?) -> Lines {
    let first = "waiting.value.isEmpty ? nil : waiting.value.removeFirst()"
    let append = ["waiting.value.append(job)"]
    let isLocked = fault != .noLock
    let found = lock.flatMap { isLocked ? $0.value("job", first) : nil } ?? ["let job = \(first)"]
    let added = lock.flatMap { isLocked ? $0.around(append) : nil } ?? append
    let door = lock.flatMap { isLocked ? ["private let door = \($0.made)"] : nil } ?? []
    let take = ["permits.wait()"] + found + ["if job == nil { permits.signal() }", "return job"]
    return jobsClass([
      door + ["private let permits = \(type)(value: 0)"] + values.dropLast(),
      methods(added + ["permits.signal()"], take, ["permits.signal()"]),
    ])
  }

  private static func methods(_ add: Lines, _ take: Lines, _ close: Lines) -> Lines {
    [
      add.block("func add(_ job: @escaping @Sendable () -> Void)"),
      ["/// The next job; nil when the pool is closed."]
        + take.block("func take() -> (@Sendable () -> Void)?"),
      close.block("func close()"),
    ].parted
  }
}
