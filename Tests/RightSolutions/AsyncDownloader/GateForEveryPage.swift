import ExerciseKit
import Foundation
import Synchronization

// A gate with a number of passes. Unlike a mere semaphore it can be shut, once and for all. Otherwise,
// after a cancellation, the first page to hear of it would let in one that hasn't heard yet.
private final class Gate: Sendable {
  private struct State {
    var passes: Int
    var isShut = false
    var queue: [CheckedContinuation<Bool, Never>] = []
    var served = 0  // how many of the queue have gone in

    mutating func nextInQueue() -> CheckedContinuation<Bool, Never>? {
      guard served < queue.count else { return nil }
      defer { served += 1 }
      return queue[served]
    }
  }

  private let state: Mutex<State>

  init(passes: Int) {
    state = Mutex(State(passes: passes))
  }

  /// Waits for a pass; `false` if the gate is shut, or is shut meanwhile.
  func enter() async -> Bool {
    await withCheckedContinuation { continuation in
      let answer: Bool? = state.withLock { state in
        if state.isShut { return false }
        if state.passes > 0 {
          state.passes -= 1
          return true
        }
        state.queue.append(continuation)
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  func leave() {
    let next = state.withLock { state in
      let next = state.nextInQueue()
      if next == nil { state.passes += 1 }
      return next
    }
    next?.resume(returning: true)
  }

  /// Sends all home who wait, and all who come.
  func shut() {
    let waiting = state.withLock { state in
      state.isShut = true
      var waiting: [CheckedContinuation<Bool, Never>] = []
      while let next = state.nextInQueue() { waiting.append(next) }
      return waiting
    }
    for one in waiting { one.resume(returning: false) }
  }

  var isShut: Bool { state.withLock { $0.isShut } }
}

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must not be \(limit), but 1 or more") }
  guard !urls.isEmpty else { return [] }
  try Task.checkCancellation()

  let gate = Gate(passes: limit)
  var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)

  await withTaskCancellationHandler {
    await withTaskGroup(of: (Int, Result<Data, any Error>?).self) { group in
      for (place, url) in urls.enumerated() {
        group.addTask {
          guard await gate.enter() else { return (place, nil) }
          defer { gate.leave() }
          // Whoever hears of the cancellation first shuts the gate, before its own pass goes back.
          defer { if Task.isCancelled { gate.shut() } }
          guard !Task.isCancelled, !gate.isShut else { return (place, nil) }
          do {
            let page = try await fetch(url)
            return (place, .success(page))
          } catch {
            return (place, .failure(error))
          }
        }
      }
      for await (place, result) in group { results[place] = result }
    }
  } onCancel: {
    gate.shut()
  }

  try Task.checkCancellation()
  return results.compactMap { $0 }
}
