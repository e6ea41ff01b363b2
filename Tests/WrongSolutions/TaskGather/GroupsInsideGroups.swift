// Mistake: A failure gets out of its half, to cancel the other, only when its half has ended.
// Diagnosis: ignoresCancellation

import ExerciseKit
import Synchronization

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let log = Log()
  do {
    return try await halves(of: operations[...], log)
  } catch {
    throw log.first ?? error
  }
}

private func halves<Value: Sendable>(
  of operations: ArraySlice<@Sendable () async throws -> Value>,
  _ log: Log
) async throws -> [Value] {
  guard let only = operations.first else { return [] }
  guard operations.count > 1 else {
    do {
      let value = try await only()
      return [value]
    } catch {
      log.add(error)
      throw error
    }
  }
  let middle = operations.startIndex + operations.count / 2
  return try await withThrowingTaskGroup(of: (isLeft: Bool, values: [Value]).self) { group in
    group.addTask { (true, try await halves(of: operations[..<middle], log)) }
    group.addTask { (false, try await halves(of: operations[middle...], log)) }
    var values: [Value] = []
    for try await half in group {
      values = half.isLeft ? half.values + values : values + half.values
    }
    return values
  }
}

private final class Log: Sendable {
  private let errors = Mutex<[any Error]>([])

  var first: (any Error)? { errors.withLock { $0.first } }

  func add(_ error: any Error) {
    errors.withLock { $0.append(error) }
  }
}
