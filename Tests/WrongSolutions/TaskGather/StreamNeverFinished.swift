// Mistake: The reader of the values waits for the end of a stream that nobody finishes.
// Diagnosis: deadlock

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let (endings, report) = AsyncStream.makeStream(of: (Int, Value).self)
  let reader = Task {
    var values = [Value?](repeating: nil, count: operations.count)
    for await (place, value) in endings { values[place] = value }
    return values.compactMap { $0 }
  }
  do {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (place, operation) in operations.enumerated() {
        group.addTask { report.yield((place, try await operation())) }
      }
      for try await _ in group {}
    }
  } catch {
    reader.cancel()
    throw error
  }
  return await reader.value
}
