// Mistake: Asks in one withLock whether an error was noted, and notes it in another: a later one may win.
// Passes: of two that fail at the same time either may be called the first

import ExerciseKit
import Synchronization

private final class FirstError: Sendable {
  private let stored = Mutex<(any Error)?>(nil)

  var error: (any Error)? { stored.withLock { $0 } }

  func note(_ error: any Error) {
    if stored.withLock({ $0 == nil }) {
      stored.withLock { $0 = error }
    }
  }
}

/// Runs all operations at the same time, and returns when all of them have ended.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let first = FirstError()
  var values = [Value?](repeating: nil, count: operations.count)

  await withTaskGroup(of: (Int, Value?).self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        do {
          let value = try await operation()
          return (place, value)
        } catch {
          first.note(error)
          return (place, nil)
        }
      }
    }
    for await (place, value) in group {
      values[place] = value
      if value == nil { group.cancelAll() }
    }
  }

  if let error = first.error { throw error }
  return values.compactMap { $0 }
}
