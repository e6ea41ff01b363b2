// Mistake: No more operations are under way than the machine has cores.
// Diagnosis: underParallel

import ExerciseKit
import Foundation

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let limit = max(2, ProcessInfo.processInfo.activeProcessorCount)
  return try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    var values = [Value?](repeating: nil, count: operations.count)
    for (place, operation) in operations.enumerated() {
      if place >= limit, let (place, value) = try await group.next() { values[place] = value }
      group.addTask { (place, try await operation()) }
    }
    for try await (place, value) in group { values[place] = value }
    return values.compactMap { $0 }
  }
}
