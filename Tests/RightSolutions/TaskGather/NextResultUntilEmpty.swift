import ExerciseKit

/// Asks for nextResult, so that the loop itself decides what a failure means.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask { (place, try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    var failure: (any Error)?
    while let result = await group.nextResult() {
      do {
        let (place, value) = try result.get()
        values[place] = value
      } catch  where failure == nil {
        failure = error
        group.cancelAll()
      } catch {
        // What ends because it was cancelled has nothing more to say.
      }
    }
    if let failure { throw failure }
    return values.compactMap { $0 }
  }
}
