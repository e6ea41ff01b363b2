// Mistake: It does nothing that the task asks for.
// Diagnosis: missedWork
// Earns: at most 20%

import ExerciseKit

/// A pool without threads.
public final class ThreadPool: Sendable {
  /// Makes a pool of `workers` threads.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
  }

  /// Gives no outputs.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    []
  }

  /// Ends no thread.
  public func shutDown() {}
}
