import ExerciseKit
import Foundation

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let inbox = Inbox()
  private let threads: [SpawnedThread]

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let inbox = inbox
    threads = (0..<workers).map { _ in spawn { inbox.workUntilClosed() } }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let futures = inputs.map { input in
      let future = Future<Output>()
      inbox.submit { future.complete(Result { try transform(input) }) }
      return future
    }
    // First wait for all, then look: a failure must not leave the others running.
    let results = futures.map { $0.result() }
    return try results.map { try $0.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    inbox.close()
    for thread in threads { thread.join() }
  }
}

private final class Future<Value: Sendable>: @unchecked Sendable {
  // Unchecked: the condition guards stored.
  private let condition = NSCondition()
  private var stored: Result<Value, any Error>?

  func complete(_ result: Result<Value, any Error>) {
    condition.lock()
    stored = result
    condition.broadcast()
    condition.unlock()
  }

  func result() -> Result<Value, any Error> {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let stored { return stored }
      condition.wait()
    }
  }
}

private final class Inbox: @unchecked Sendable {
  // Unchecked: the condition guards jobs and isClosed.
  private let condition = NSCondition()
  private var jobs: [@Sendable () -> Void] = []
  private var isClosed = false

  func submit(_ job: @escaping @Sendable () -> Void) {
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }

  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  func workUntilClosed() {
    while let job = take() { job() }
  }

  private func take() -> (@Sendable () -> Void)? {
    condition.lock()
    defer { condition.unlock() }
    while jobs.isEmpty && !isClosed { condition.wait() }
    return jobs.isEmpty ? nil : jobs.removeFirst()
  }
}
