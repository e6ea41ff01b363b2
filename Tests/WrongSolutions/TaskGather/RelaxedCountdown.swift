// Mistake: Who is the last is counted with relaxed operations, which don't bring the others' values along.
// Passes: values of a type that isn't known are copied by functions of the library, unseen

import ExerciseKit
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  guard !operations.isEmpty else { return [] }
  let boxes = operations.map { _ in Box<Value>() }
  let open = Count(operations.count)
  return try await withThrowingTaskGroup(of: [Value]?.self) { group in
    let (ready, done) = AsyncStream<[Value]>.makeStream()
    group.addTask {
      for await values in ready { return values }
      return nil
    }
    for (box, operation) in zip(boxes, operations) {
      group.addTask {
        box.value = try await operation()
        if open.left.subtract(1, ordering: .relaxed).newValue == 0 {
          done.yield(boxes.compactMap(\.value))
        }
        return nil
      }
    }
    for try await values in group { if let values { return values } }
    return boxes.compactMap(\.value)
  }
}

private final class Box<Value>: @unchecked Sendable {
  var value: Value?
}

private final class Count: Sendable {
  let left: Atomic<Int>

  init(_ count: Int) { left = Atomic(count) }
}
