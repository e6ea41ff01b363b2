/// Calls the exercise TaskGather, which must have this signature:
///
///     public func gather<Value: Sendable>(
///       _ operations: [@Sendable () async throws -> Value]
///     ) async throws -> [Value]

import ExerciseKit
import SubjectRuntime
import TaskGather
import Wire

/// What an operation that is to fail throws.
private struct Failure: Error, CustomStringConvertible {
  let operation: Int
  var description: String { "failure of operation \(operation)" }
}

serveTasks { request, stage in
  let failing = Set(request["failing"].ints ?? [])
  let givingUp = Set(request["givingUp"].ints ?? [])
  let stubborn = Set(request["stubborn"].ints ?? [])
  let operations = (0..<(request["count"].int ?? 0)).map {
    number -> @Sendable () async throws -> Int in
    {
      try await stage.perform(
        "operation", "\(number)", isStubborn: stubborn.contains(number)
      ) {
        if failing.contains(number) { throw Failure(operation: number) }
        if givingUp.contains(number) { throw CancellationError() }
        return 10 * number
      }
    }
  }
  return .ints(try await gather(operations))
}
