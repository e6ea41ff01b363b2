// Mistake: A stream hands the first error on while the other operations are still running.
// Diagnosis: returnsEarly

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let endings = AsyncThrowingStream<(Int, Value), any Error> { stream in
    let work = Task {
      await withTaskGroup(of: Bool.self) { group in
        for (place, operation) in operations.enumerated() {
          group.addTask {
            do {
              let value = try await operation()
              stream.yield((place, value))
              return true
            } catch {
              stream.finish(throwing: error)
              return false
            }
          }
        }
        for await isFine in group where !isFine { group.cancelAll() }
      }
      stream.finish()
    }
    stream.onTermination = { _ in work.cancel() }
  }
  var values = [Value?](repeating: nil, count: operations.count)
  for try await (place, value) in endings { values[place] = value }
  try Task.checkCancellation()
  return values.compactMap { $0 }
}
