// Mistake: The caller waits until the queue is empty, not until the last job has ended.
// Diagnosis: returnsEarly
// Line: { results.store(Result { try transform(inputs[index]) }, at: index) }
// Line: lock.withLock { stored.value[index] = result }

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
        while let job = queue.take() { job() }
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
    queue.waitUntilEmpty()
    return try results.soFar().map { try $0.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    queue.close()
    for thread in threads { thread.join() }
  }
}

private typealias Job = @Sendable () -> Void

private final class JobQueue: Sendable {
  private let changed = Condition()
  private let jobs = Shared<[Job]>([])
  private let isClosed = Shared(false)

  func add(_ new: [Job]) {
    changed.withLock {
      jobs.value += new
      changed.broadcast()
    }
  }

  func take() -> Job? {
    changed.withLock {
      while jobs.value.isEmpty && !isClosed.value { changed.wait() }
      guard !jobs.value.isEmpty else { return nil }
      let job = jobs.value.removeFirst()
      if jobs.value.isEmpty { changed.broadcast() }
      return job
    }
  }

  func waitUntilEmpty() {
    changed.withLock {
      while !jobs.value.isEmpty { changed.wait() }
    }
  }

  func close() {
    changed.withLock {
      isClosed.value = true
      changed.broadcast()
    }
  }
}

private final class Results<Output: Sendable>: Sendable {
  private let lock = Lock()
  private let stored: Shared<[Result<Output, any Error>?]>

  init(count: Int) {
    stored = Shared(Array(repeating: nil, count: count))
  }

  func store(_ result: Result<Output, any Error>, at index: Int) {
    lock.withLock { stored.value[index] = result }
  }

  func soFar() -> [Result<Output, any Error>] {
    lock.withLock { stored.value.compactMap { $0 } }
  }
}
