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
    guard !inputs.isEmpty else { return [] }
    let next = Mutex(0)
    let results = Mutex([Int: Result<Output, any Error>]())
    let group = DispatchGroup()
    for queue in queues {
      queue.async(group: group) {
        while true {
          let index = next.withLock { next in
            defer { next += 1 }
            return next
          }
          guard index < inputs.count else { return }
          let result = Result { try transform(inputs[index]) }
          results.withLock { $0[index] = result }
        }
      }
    }
    group.wait()
    return try results.withLock { results in
      try inputs.indices.compactMap { try results[$0]?.get() }
    }
  }

  /// Waits until every queue is empty; Dispatch then ends their threads.
  public func shutDown() {
    for queue in queues { queue.sync {} }
  }
}
