import Foundation
public import Testing

/// Runs the tests of a suite, and whatever they await, on threads of their own.
///
/// Swift Testing begins all tests at once, on as many threads as there are cores, and a test that goes on
/// after an `await` waits behind all that have begun by then: for as long as the whole run takes, in which a
/// fetch would have timed out.
public struct OffThePool: SuiteTrait, TestTrait, TestScoping {
  /// Each test of a suite has its own scope.
  public var isRecursive: Bool { true }

  /// Performs a test where nothing else waits for its thread.
  ///
  /// - Throws: What the test throws.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(ThreadPerJob()) { try await function() }
  }
}

extension Trait where Self == OffThePool {
  /// Tests run on threads of their own.
  public static var offThePool: OffThePool { OffThePool() }
}

/// Runs a body that blocks on a thread of its own, since a blocked cooperative thread is missed.
///
/// - Throws: What the body throws.
public func onThread<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withTaskExecutorPreference(ThreadPerJob()) { try body() }
}

/// Gives every job a thread; unlike a bare thread, its failed expectations belong to their test.
private final class ThreadPerJob: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }.start()
  }
}
