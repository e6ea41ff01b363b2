// Mistake: A thread without a job asks the queue again and again instead of sleeping.
// Diagnosis: busyWait
// Line: while !queue.isFinished {
// Line: if let job = queue.take() { job() }
// Line: lock.withLock { isClosed.value && jobs.value.isEmpty }
// Line: lock.withLock { jobs.value.isEmpty ? nil : jobs.value.removeFirst() }

import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let queue = JobQueue()
  private let threads: [SpawnedThread]

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let queue = queue
    threads = (0..<workers).map { _ in
      spawn {
        while !queue.isFinished {
          if let job = queue.take() { job() }
        }
      }
    }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    guard !inputs.isEmpty else { return [] }
    let results = Results<Output>(count: inputs.count)
    queue.add(
      inputs.indices.map { index in
        { results.store(Result { try transform(inputs[index]) }, at: index) }
      })
    return try results.waitForAll().map { try $0.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    queue.close()
    for thread in threads { thread.join() }
  }
}

private typealias Job = @Sendable () -> Void

private final class JobQueue: Sendable {
  private let lock = Lock()
  private let jobs = Shared<[Job]>([])
  private let isClosed = Shared(false)

  func add(_ new: [Job]) {
    lock.withLock { jobs.value += new }
  }

  func take() -> Job? {
    lock.withLock { jobs.value.isEmpty ? nil : jobs.value.removeFirst() }
  }

  var isFinished: Bool {
    lock.withLock { isClosed.value && jobs.value.isEmpty }
  }

  func close() {
    lock.withLock { isClosed.value = true }
  }
}

private final class Results<Output: Sendable>: Sendable {
  private let ended = Condition()
  private let stored: Shared<[Result<Output, any Error>?]>
  private let open: Shared<Int>

  init(count: Int) {
    stored = Shared(Array(repeating: nil, count: count))
    open = Shared(count)
  }

  func store(_ result: Result<Output, any Error>, at index: Int) {
    ended.withLock {
      stored.value[index] = result
      open.value -= 1
      if open.value == 0 { ended.broadcast() }
    }
  }

  func waitForAll() -> [Result<Output, any Error>] {
    ended.withLock {
      while open.value > 0 { ended.wait() }
      return stored.value.compactMap { $0 }
    }
  }
}
