// Mistake: Each worker is a serial queue, but `sync` waits for a job before the next is handed out.
// Diagnosis: sequential

import Dispatch
import ExerciseKit

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
    let results = inputs.enumerated().map { index, input in
      queues[index % queues.count].sync { Result { try transform(input) } }
    }
    return try results.map { try $0.get() }
  }

  /// Waits until every queue is empty.
  public func shutDown() {
    for queue in queues { queue.sync {} }
  }
}
