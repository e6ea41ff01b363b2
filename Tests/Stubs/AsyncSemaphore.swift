import ExerciseKit

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
public actor AsyncSemaphore {
  /// Makes a semaphore with `permits` permits, all of them free.
  ///
  /// - Parameter permits: How many operations may run at the same time; at least 1.
  /// - Throws: `InvalidArgument` if `permits` is below 1.
  public init(permits: Int) throws {
    // TODO: Replace this line. The task and the lesson are in README.md beside this file.
    throw NotStarted()
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  ///
  /// Those who wait are served in the order in which they came. The permit comes back however the
  /// operation ends.
  ///
  /// - Parameter operation: What needs the permit. It may wait for long, and it may throw.
  /// - Returns: What `operation` returned.
  /// - Throws: What `operation` threw; `CancellationError`, at once and without having run
  ///   `operation`, if the calling task is cancelled while it waits for its permit. A task that is
  ///   cancelled already and finds a permit free may be given either.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    // TODO: Replace this line too.
    throw NotStarted()
  }
}
