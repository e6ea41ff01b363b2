// Mistake: The tasks are awaited in order, so a later one's failure is seen too late to cancel.
// Diagnosis: ignoresCancellation

import ExerciseKit
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let log = Log()
  let tasks = operations.map { operation in
    Task {
      do {
        return try await operation()
      } catch {
        log.add(error)
        throw error
      }
    }
  }
  return try await withTaskCancellationHandler {
    var values: [Value] = []
    for task in tasks {
      switch await task.result {
      case .success(let value): values.append(value)
      case .failure: for other in tasks { other.cancel() }
      }
    }
    if let error = log.first { throw error }
    return values
  } onCancel: {
    for task in tasks { task.cancel() }
  }
}

private final class Log: Sendable {
  private let errors = Mutex<[any Error]>([])

  var first: (any Error)? { errors.withLock { $0.first } }

  func add(_ error: any Error) {
    errors.withLock { $0.append(error) }
  }
}
