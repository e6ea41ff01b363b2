import ExerciseKit

private struct Places<Value: Sendable>: @unchecked Sendable {
  let pointer: UnsafeMutableBufferPointer<Value?>
}

/// Runs all operations at the same time, and returns when all of them have ended.
///
/// Each child writes only its own place behind the pointer, and the places are read after the group
/// has awaited all children.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  if operations.isEmpty { return [] }
  let places = Places<Value>(pointer: .allocate(capacity: operations.count))
  places.pointer.initialize(repeating: nil)
  defer {
    places.pointer.deinitialize()
    places.pointer.deallocate()
  }
  try await withThrowingTaskGroup(of: Void.self) { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        let value = try await operation()
        places.pointer[place] = value
      }
    }
    for try await _ in group {}
  }
  return places.pointer.compactMap { $0 }
}
