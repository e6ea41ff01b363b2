// Mistake: The caller is woken when the last input has ended, though others may still be at work.
// Diagnosis: returnsEarly
// Line: ended.withLock {

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
      return jobs.value.isEmpty ? nil : jobs.value.removeFirst()
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
  private let ended = Condition()
  private let stored: Shared<[Result<Output, any Error>?]>
  private let isDone = Shared(false)

  init(count: Int) {
    stored = Shared(Array(repeating: nil, count: count))
  }

  func store(_ result: Result<Output, any Error>, at index: Int) {
    ended.withLock {
      stored.value[index] = result
      if index == stored.value.count - 1 {
        isDone.value = true
        ended.broadcast()
      }
    }
  }

  func waitForAll() -> [Result<Output, any Error>] {
    ended.withLock {
      while !isDone.value { ended.wait() }
      return stored.value.compactMap { $0 }
    }
  }
}
