// Mistake: A stream tells of the endings, and it ends early when the caller is cancelled.
// Diagnosis: returnsEarly

import ExerciseKit
import Synchronization

/// What the operations' tasks have in common.
private final class Book<Value: Sendable>: Sendable {
  private let state: Mutex<(values: [Value?], failure: (any Error)?)>

  init(places: Int) { state = Mutex(([Value?](repeating: nil, count: places), nil)) }

  var values: [Value?] { state.withLock { $0.values } }
  var failure: (any Error)? { state.withLock { $0.failure } }

  func put(_ value: Value, at place: Int) { state.withLock { $0.values[place] = value } }
  func fail(_ error: any Error) { state.withLock { if $0.failure == nil { $0.failure = error } } }
}

/// Runs all operations at the same time, and returns their values in the operations' order.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  if operations.isEmpty { return [] }
  let book = Book<Value>(places: operations.count)
  let (bells, bell) = AsyncStream.makeStream(of: Void.self)
  let tasks = operations.enumerated().map { place, operation in
    Task {
      do {
        book.put(try await operation(), at: place)
      } catch {
        book.fail(error)
      }
      bell.yield()
    }
  }
  await withTaskCancellationHandler {
    var left = tasks.count
    var hasSeenFailure = false
    for await _ in bells {
      left -= 1
      if book.failure != nil {
        hasSeenFailure = true
        break
      }
      if left == 0 { break }
    }
    if hasSeenFailure {
      for task in tasks { task.cancel() }
      while left > 0 {
        var hasRung = false
        for await _ in bells {
          hasRung = true
          break
        }
        guard hasRung else { return }  // the stream is over, so nobody is left
        left -= 1
      }
    }
    for task in tasks { await task.value }
  } onCancel: {
    for task in tasks { task.cancel() }
  }
  if let failure = book.failure { throw failure }
  return book.values.compactMap { $0 }
}
