// Mistake: Each child blocks its thread until the task that it has started is done.
// Diagnosis: blocksPool
// Line: done.wait()

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await blocking(operation)) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}

private func blocking<Value: Sendable>(
  _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  let outcome = Shared<Result<Value, any Error>?>(nil)
  let done = CountingSemaphore(value: 0)
  let task = Task {
    do {
      let value = try await operation()
      outcome.value = .success(value)
    } catch {
      outcome.value = .failure(error)
    }
    done.signal()
  }
  await withTaskCancellationHandler {
    done.wait()
  } onCancel: {
    task.cancel()
  }
  guard let result = outcome.value else { throw CancellationError() }
  return try result.get()
}
