extension Recipe {
  /// Exercise 03, with jobs that a thread finds or sleeps for.
  static let threadPool: [Recipe] = Maker.allCases.filter(\.givesThreads).flatMap { maker in
    [Wait.condition, .semaphore, .foundationCondition, .group, .dispatchSemaphore].flatMap { wait in
      Idle.allCases.flatMap { idle in
        [Collect.oneArray, .slots].flatMap { collect in
          Lock.choices(ifNeeded: idle.needsLock || collect.isLocked).map {
            Recipe(maker: maker, lock: $0, wait: wait, idle: idle, collect: collect)
          }
        }
      }
    }
  }

  /// How `shutDown` waits for the threads, as often as it is called.
  private var ending: Wait {
    switch wait {
    // A thread of C's can be joined only once, and a signal be taken only once.
    case _ where maker == .spawn || maker == .serialQueues: .own
    case .semaphore: .condition
    case .dispatchSemaphore: .foundationCondition
    case .own, .condition, .foundationCondition, .group, .barrier, .lastSignals, .lastOfAtomic: wait
    }
  }

  var threadPoolText: String {
    guard let idle else { return "" }
    let members = [
      ["private let jobs: Jobs", "private let untilEnded: @Sendable () -> Void"],
      ["/// Makes a pool of `workers` threads."]
        + starting.block("public init(workers: Int) throws"),
      [
        "/// Transforms every input on the pool's threads.",
        "public func map<Input: Sendable, Output: Sendable>(",
        "  _ inputs: [Input],",
        "  _ transform: @escaping @Sendable (Input) throws -> Output",
      ] + mapping.block(") throws -> [Output]"),
      ["/// Ends the threads, and returns when they have ended."]
        + ["jobs.close()", "untilEnded()"].block("public func shutDown()"),
    ]
    let pool =
      ["/// A team of threads that is made once."]
      + members.parted.block("public final class ThreadPool: Sendable")
    return file([pool, idle.jobs(under: lock, fault: fault)].parted, others: [ending])
  }

  private var starting: Lines {
    let work = ["while let job = jobs.take() { job() }"]
    let ended = ending.after("workers", maker: maker, fault: nil)
    return Self.guarding("workers", atLeast: 1) + ["let jobs = Jobs()"]
      + ending.setUp("workers", fault: nil)
      + maker.start(
        "workers", work + ending.done(under: nil, fault: nil), before: ending.before,
        isKept: ending == .own)
      + ["self.jobs = jobs"] + ended.block("untilEnded =")
  }

  private var mapping: Lines {
    guard let collect else { return [] }
    let needsLock = collect.isLocked && fault != .lockForEach
    let job =
      ["let output = Result { try transform(inputs[index]) }"]
      + (collect.isLocked ? ownLock : [])
      + collect.stored("output", at: "index", under: lock, fault: fault)
      + wait.done(under: nil, number: "index", fault: fault)
    return (needsLock ? sharedLock : [])
      + collect.setUp("Result<Output, any Error>", count: "inputs.count")
      + wait.setUp("inputs.count", fault: fault)
      + (wait.before + job.block("jobs.add")).block("for index in inputs.indices")
      + wait.after("inputs.count", maker: maker, fault: fault)
      + ["return try \(collect.inOrder(count: "inputs.count")).map { try $0.get() }"]
  }
}
