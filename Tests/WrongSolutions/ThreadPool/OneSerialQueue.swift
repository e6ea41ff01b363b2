// Mistake: All jobs go to one serial queue, which runs them one after the other.
// Diagnosis: sequential

import Dispatch
import ExerciseKit
import Synchronization

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let queue = DispatchQueue(label: "pool")
  private let permits: DispatchSemaphore

  /// Makes a queue with a permit for each of the `workers`.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    permits = DispatchSemaphore(value: workers)
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let results = Mutex([Int: Result<Output, any Error>]())
    let group = DispatchGroup()
    for (index, input) in inputs.enumerated() {
      queue.async(group: group) {
        self.permits.wait()
        let result = Result { try transform(input) }
        results.withLock { $0[index] = result }
        self.permits.signal()
      }
    }
    group.wait()
    return try results.withLock { results in
      try inputs.indices.compactMap { try results[$0]?.get() }
    }
  }

  /// Waits for the last job.
  public func shutDown() { queue.sync {} }
}
