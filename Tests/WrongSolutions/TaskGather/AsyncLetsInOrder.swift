// Mistake: Halves with async let: while the left one is awaited, nobody sees the right one fail.
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
  async let left = halves(of: operations[..<middle], log)
  async let right = halves(of: operations[middle...], log)
  return try await left + right
}

private final class Log: Sendable {
  private let errors = Mutex<[any Error]>([])

  var first: (any Error)? { errors.withLock { $0.first } }

  func add(_ error: any Error) {
    errors.withLock { $0.append(error) }
  }
}
