import ExerciseKit
import Foundation
import Synchronization

private final class Core: @unchecked Sendable {
  private let condition = Condition()
  private var jobs: [@Sendable () -> Void] = []
  private var threads: [SpawnedThread] = []
  private var isClosed = false

  /// Starts a thread if fewer than `limit` have been made.
  func grow(to limit: Int) {
    condition.withLock {
      while threads.count < limit { threads.append(spawn { self.work() }) }
    }
  }

  private func work() {
    while let job = take() { job() }
  }

  private func take() -> (@Sendable () -> Void)? {
    condition.withLock {
      while jobs.isEmpty && !isClosed { condition.wait() }
      return jobs.isEmpty ? nil : jobs.removeFirst()
    }
  }

  func add(_ job: @escaping @Sendable () -> Void) {
    condition.withLock {
      jobs.append(job)
      condition.signal()
    }
  }

  func close() {
    let snapshot = condition.withLock {
      isClosed = true
      condition.broadcast()
      return threads
    }
    for thread in snapshot { thread.join() }
    condition.withLock { threads.removeAll() }
  }
}

private struct Progress<Output: Sendable>: Sendable {
  var outputs: [Int: Output] = [:]
  var failure: (place: Int, error: any Error)?
}

/// A team of threads that is made once and then works through one list after another.
///
/// The array of threads is copied under the lock and the copy is used outside of it; copy on write
/// keeps the two apart.
public final class ThreadPool: Sendable {
  private let core = Core()

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    core.grow(to: workers)
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let progress = Mutex(Progress<Output>())
    let ended = CountingSemaphore(value: 0)
    let run: @Sendable (Int) -> Void = { place in
      do {
        let output = try transform(inputs[place])
        progress.withLock { $0.outputs[place] = output }
      } catch {
        progress.withLock { state in
          if let failure = state.failure, failure.place < place { return }
          state.failure = (place, error)
        }
      }
      ended.signal()
    }
    for place in inputs.indices { core.add { run(place) } }
    for _ in inputs { ended.wait() }
    return try progress.withLock { state in
      if let failure = state.failure { throw failure.error }
      return inputs.indices.compactMap { state.outputs[$0] }
    }
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() { core.close() }
}
