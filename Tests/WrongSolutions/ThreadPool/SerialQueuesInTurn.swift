// Mistake: The inputs are dealt out to the serial queues in turn, so a slow one holds up its queue.
// Diagnosis: underParallel

import Dispatch
import ExerciseKit
import Synchronization

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let queues: [DispatchQueue]

  /// Makes a serial queue for each of the `workers`.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    queues = (1...workers).map { DispatchQueue(label: "worker \($0)") }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let results = Mutex([Int: Result<Output, any Error>]())
    let group = DispatchGroup()
    for (index, input) in inputs.enumerated() {
      queues[index % queues.count].async(group: group) {
        let result = Result { try transform(input) }
        results.withLock { $0[index] = result }
      }
    }
    group.wait()
    return try results.withLock { results in
      try inputs.indices.compactMap { try results[$0]?.get() }
    }
  }

  /// Waits until every queue is empty.
  public func shutDown() {
    for queue in queues { queue.sync {} }
  }
}
