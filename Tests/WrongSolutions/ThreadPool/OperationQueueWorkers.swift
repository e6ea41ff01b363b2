// Mistake: OperationQueue runs on the shared pool, which has about as many threads as cores.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: @unchecked Sendable {
  // Unchecked: OperationQueue may be used from any thread.
  private let operations = OperationQueue()

  /// Makes a queue that runs at most `workers` operations at once.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    operations.maxConcurrentOperationCount = workers
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let lock = NSLock()
    let results = Shared([Int: Result<Output, any Error>]())
    let group = DispatchGroup()
    for (index, input) in inputs.enumerated() {
      group.enter()
      operations.addOperation {
        let result = Result { try transform(input) }
        lock.withLock { results.value[index] = result }
        group.leave()
      }
    }
    group.wait()
    return try inputs.indices.compactMap { try results.value[$0]?.get() }
  }

  /// Waits for the last operation.
  public func shutDown() { operations.waitUntilAllOperationsAreFinished() }
}
