// Mistake: At most a hundred operations are under way, as if each needed a thread.
// Diagnosis: underParallel

import ExerciseKit

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: (Int, Value).self) { group in
    var waiting = operations.enumerated().makeIterator()
    func addNext() {
      guard let (place, operation) = waiting.next() else { return }
      group.addTask { (place, try await operation()) }
    }
    for _ in 0..<100 { addNext() }
    var values = [Value?](repeating: nil, count: operations.count)
    while let (place, value) = try await group.next() {
      values[place] = value
      addNext()
    }
    return values.compactMap { $0 }
  }
}
