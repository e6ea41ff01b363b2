// Mistake: The gate's onCancel resumes the waiter, but leaves it in the line to be resumed again.
// Diagnosis: resumedTwice

import ExerciseKit
import Foundation
import Synchronization

private final class Gate: Sendable {
  private final class Waiter: Sendable {
    private enum State: Sendable {
      case new
      case waiting(CheckedContinuation<Bool, Never>)
      case cancelled
    }
    private let state = Mutex(State.new)

    /// False if it is cancelled already.
    func wait(_ continuation: CheckedContinuation<Bool, Never>) -> Bool {
      state.withLock { state in
        if case .cancelled = state { return false }
        state = .waiting(continuation)
        return true
      }
    }

    func resume(_ isOpen: Bool) {
      let continuation = state.withLock { state -> CheckedContinuation<Bool, Never>? in
        if case .waiting(let continuation) = state { return continuation }
        state = .cancelled
        return nil
      }
      continuation?.resume(returning: isOpen)
    }
  }

  private let state: Mutex<(free: Int, line: [Waiter], served: Int)>

  init(_ free: Int) { state = Mutex((free, [], 0)) }

  /// Whether the caller may go in; false if it was cancelled.
  func enter() async -> Bool {
    let waiter = Waiter()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer = state.withLock { state -> Bool? in
          if state.free > 0 {
            state.free -= 1
            return true
          }
          guard waiter.wait(continuation) else { return false }
          state.line.append(waiter)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      waiter.resume(false)
    }
  }

  func leave() {
    let next = state.withLock { state -> Waiter? in
      guard state.served < state.line.count else {
        state.free += 1
        return nil
      }
      state.served += 1
      return state.line[state.served - 1]
    }
    next?.resume(true)
  }
}

/// Downloads all pages, up to `limit` of them at the same time.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()

  let gate = Gate(limit)
  let results = await withTaskGroup(of: (Int, Result<Data, any Error>?).self) { group in
    for (place, url) in urls.enumerated() {
      group.addTask {
        guard await gate.enter() else { return (place, nil) }
        defer { gate.leave() }
        if Task.isCancelled { return (place, nil) }
        do {
          let page = try await fetch(url)
          return (place, .success(page))
        } catch {
          return (place, .failure(error))
        }
      }
    }
    var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
    for await (place, result) in group { results[place] = result }
    return results
  }
  try Task.checkCancellation()
  return results.compactMap { $0 }
}
