// Mistake: A thread waits for the cancellation, and stays for ever when none comes.
// Diagnosis: leaksThreads

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let alarm = CountingSemaphore(value: 0)
  let work = Task {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      for (place, operation) in operations.enumerated() {
        group.addTask { (place, try await operation()) }
      }
      var values = [Value?](repeating: nil, count: operations.count)
      for try await (place, value) in group { values[place] = value }
      return values.compactMap { $0 }
    }
  }
  _ = spawn {
    alarm.wait()
    work.cancel()
  }
  return try await withTaskCancellationHandler {
    try await work.value
  } onCancel: {
    alarm.signal()
  }
}
