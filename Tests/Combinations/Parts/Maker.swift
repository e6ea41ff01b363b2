/// A way to make threads, or to have work done on some.
enum Maker: String, CaseIterable, Sendable {
  case spawn
  case thread = "Thread"
  case detached = "detachNewThread"
  case posix = "pthread_create"
  case serialQueues = "SerialQueues"
  case concurrentQueue = "ConcurrentQueue"
  case operationQueue = "OperationQueue"
  case concurrentPerform

  /// Whether each piece of work has a thread of its own, whatever the number of cores.
  ///
  /// The others use Dispatch's shared pool, which is right only for work that computes.
  var givesThreads: Bool {
    switch self {
    case .spawn, .thread, .detached, .posix, .serialQueues: true
    case .concurrentQueue, .operationQueue, .concurrentPerform: false
    }
  }

  var imports: [String] {
    switch self {
    case .spawn: []
    case .thread, .detached, .posix, .operationQueue: ["Foundation"]
    case .serialQueues, .concurrentQueue, .concurrentPerform: ["Dispatch"]
    }
  }

  var support: Support? { self == .posix ? .posixThread : nil }

  /// Whether the maker itself can wait for the end of what it has started.
  var canWait: Bool {
    switch self {
    case .spawn, .posix, .serialQueues, .concurrentQueue, .operationQueue, .concurrentPerform: true
    case .thread, .detached: false
    }
  }

  /// Starts as many as `count` says; each runs the body and knows its `number`.
  ///
  /// - Parameters:
  ///   - before: What is done before each is started.
  ///   - isKept: The maker waits for the end as well, with `wait`.
  func start(_ count: String, _ body: Lines, before: Lines = [], isKept: Bool) -> Lines {
    let inBody = body.mention("number") ? "number" : "_"
    switch self {
    case .spawn where isKept:
      return body.block("spawn").block("let crew = (0..<\(count)).map", " \(inBody) in")
    case .posix where isKept:
      return body.block("startThread").block("let crew = (0..<\(count)).map", " \(inBody) in")
    case .concurrentPerform:
      return body.block(
        "DispatchQueue.concurrentPerform(iterations: \(count))", " \(inBody) in")
    case .spawn: return loop(count, before, body.block("_ = spawn"))
    case .thread: return loop(count, before, body.block("Thread", end: "}.start()"))
    case .detached: return loop(count, before, body.block("Thread.detachNewThread"))
    case .posix:
      return loop(
        count, before, body.block("let thread = startThread") + ["pthread_detach(thread)"])
    case .serialQueues where isKept:
      return ["let crew = (0..<\(count)).map { DispatchQueue(label: \"worker \\($0)\") }"]
        + loop(count, before, body.block("crew[number].async"))
    case .serialQueues:
      return loop(
        count, before, body.block("DispatchQueue(label: \"worker \\(number)\").async"))
    case .concurrentQueue:
      return ["let crew = DispatchQueue(label: \"crew\", attributes: .concurrent)"]
        + loop(count, before, body.block("crew.async"))
    case .operationQueue:
      return ["let crew = OperationQueue()", "crew.maxConcurrentOperationCount = \(count)"]
        + loop(count, before, body.block("crew.addOperation"))
    }
  }

  /// Waits until all that was started has ended, or all but the last.
  func wait(butLast: Bool) -> Lines {
    let crew = butLast ? "crew.dropLast()" : "crew"
    switch self {
    case .spawn: return ["for thread in \(crew) { thread.join() }"]
    case .posix: return ["for thread in \(crew) { pthread_join(thread, nil) }"]
    case .serialQueues: return ["for queue in \(crew) { queue.sync {} }"]
    case .concurrentQueue: return ["crew.sync(flags: .barrier) {}"]
    case .operationQueue: return ["crew.waitUntilAllOperationsAreFinished()"]
    case .concurrentPerform, .thread, .detached: return []
    }
  }

  private func loop(_ count: String, _ before: Lines, _ launch: Lines) -> Lines {
    let lines = before + launch
    return lines.block("for \(lines.mention("number") ? "number" : "_") in 0..<\(count)")
  }
}
