// Mistake: A child takes its place when it starts to run, and they start in any order.
// Diagnosis: orderLost

import ExerciseKit
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let places = Places()
  return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    for operation in operations {
      group.addTask { (places.take(), try await operation()) }
    }
    var values = [Value?](repeating: nil, count: operations.count)
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}

private final class Places: Sendable {
  private let next = Atomic(0)

  func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
}
