// Mistake: The last page wakes the caller, and without URLs there is no last page.
// Diagnosis: deadlock

import ExerciseKit
import Foundation
import Synchronization

/// Downloads all pages, up to `limit` of them at the same time, without a thread for each.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let round = Round(urls, fetch)
  await withTaskCancellationHandler {
    await withCheckedContinuation { round.begin(limit, whenDone: $0) }
  } onCancel: {
    round.cancel()
  }
  try Task.checkCancellation()
  return round.results
}

private final class Round: Sendable {
  private struct State {
    var next = 0
    var isCancelled = false
    var underWay: [Int: Task<Void, Never>] = [:]
    var results: [Result<Data, any Error>?]
    var done: CheckedContinuation<Void, Never>?
  }

  private let urls: [URL]
  private let fetch: @Sendable (URL) async throws -> Data
  private let state: Mutex<State>

  init(_ urls: [URL], _ fetch: @escaping @Sendable (URL) async throws -> Data) {
    self.urls = urls
    self.fetch = fetch
    state = Mutex(State(results: Array(repeating: nil, count: urls.count)))
  }

  var results: [Result<Data, any Error>] { state.withLock { $0.results.compactMap { $0 } } }

  func begin(_ limit: Int, whenDone done: CheckedContinuation<Void, Never>) {
    state.withLock { state in
      state.done = done
      for _ in 0..<min(limit, urls.count) { beginNext(&state) }
    }
  }

  func cancel() {
    let tasks = state.withLock { state in
      state.isCancelled = true
      return Array(state.underWay.values)
    }
    for task in tasks { task.cancel() }
  }

  /// Begins a page even after a cancel if it is the first: its task then ends without a fetch.
  private func beginNext(_ state: inout State) {
    guard state.next < urls.count, state.next == 0 || !state.isCancelled else { return }
    let place = state.next
    let isCancelled = state.isCancelled
    state.next += 1
    state.underWay[place] = Task { await load(place, isCancelled) }
  }

  private func load(_ place: Int, _ isCancelled: Bool) async {
    let result: Result<Data, any Error>
    do {
      guard !isCancelled else { throw CancellationError() }
      try Task.checkCancellation()
      result = .success(try await fetch(urls[place]))
    } catch {
      result = .failure(error)
    }
    let done = state.withLock { state in
      state.results[place] = result
      state.underWay[place] = nil
      beginNext(&state)
      return state.underWay.isEmpty ? state.done : nil
    }
    done?.resume()
  }
}
