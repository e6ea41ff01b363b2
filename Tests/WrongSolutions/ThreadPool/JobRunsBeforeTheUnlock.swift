// Mistake: A worker gives the queue's lock back only after the job that it took has ended.
// Diagnosis: workInsideLock

import ExerciseKit
import Foundation

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: @unchecked Sendable {
  // Unchecked: the condition guards jobs, isOpen and running.
  private let condition = NSCondition()
  private var jobs: [@Sendable () -> Void] = []
  private var isOpen = true
  private var running: Int

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    running = workers
    for _ in 0..<workers {
      Thread.detachNewThread { self.work() }
    }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let group = DispatchGroup()
    let lock = NSLock()
    let results = Shared([Int: Result<Output, any Error>]())
    for (index, input) in inputs.enumerated() {
      group.enter()
      add {
        let result = Result { try transform(input) }
        lock.withLock { results.value[index] = result }
        group.leave()
      }
    }
    group.wait()
    return try inputs.indices.compactMap { try results.value[$0]?.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    condition.lock()
    isOpen = false
    condition.broadcast()
    while running > 0 { condition.wait() }
    condition.unlock()
  }

  private func add(_ job: @escaping @Sendable () -> Void) {
    condition.lock()
    jobs.append(job)
    condition.broadcast()
    condition.unlock()
  }

  private func work() {
    condition.lock()
    while true {
      while jobs.isEmpty && isOpen { condition.wait() }
      if jobs.isEmpty { break }
      let job = jobs.removeFirst()
      job()
    }
    running -= 1
    condition.broadcast()
    condition.unlock()
  }
}
