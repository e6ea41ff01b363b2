// Mistake: Blocking work runs in tasks, whose pool has only about one thread for each core.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let workers: Int

  /// Remembers how many tasks may run at once.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    self.workers = workers
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let lock = Lock()
    let next = Shared(0)
    let results = Shared([Int: Result<Output, any Error>]())
    let ended = DispatchSemaphore(value: 0)
    let workers = workers
    Task {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<workers {
          group.addTask {
            while true {
              let index = lock.withLock {
                next.value += 1
                return next.value - 1
              }
              guard index < inputs.count else { return }
              let result = Result { try transform(inputs[index]) }
              lock.withLock { results.value[index] = result }
            }
          }
        }
      }
      ended.signal()
    }
    ended.wait()
    return try inputs.indices.compactMap { try results.value[$0]?.get() }
  }

  /// Has nothing to end.
  public func shutDown() {}
}
