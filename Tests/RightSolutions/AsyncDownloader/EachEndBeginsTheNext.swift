import ExerciseKit
import Foundation
import Synchronization

/// No group and no loop that waits: whoever ends a page begins the next one.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  guard !urls.isEmpty else {
    try Task.checkCancellation()
    return []
  }
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
    let finished = state.withLock { state in
      state.done = done
      for _ in 0..<min(limit, urls.count) { beginNext(&state) }
      return takeDone(&state)
    }
    finished?.resume()
  }

  func cancel() {
    let tasks = state.withLock { state in
      state.isCancelled = true
      return Array(state.underWay.values)
    }
    for task in tasks { task.cancel() }
  }

  private func beginNext(_ state: inout State) {
    guard !state.isCancelled, state.next < urls.count else { return }
    let place = state.next
    state.next += 1
    state.underWay[place] = Task { await load(place) }
  }

  private func load(_ place: Int) async {
    let result: Result<Data, any Error>
    do {
      try Task.checkCancellation()
      result = .success(try await fetch(urls[place]))
    } catch {
      result = .failure(error)
    }
    let finished = state.withLock { state in
      state.results[place] = result
      state.underWay[place] = nil
      beginNext(&state)
      return takeDone(&state)
    }
    finished?.resume()
  }

  /// The continuation, once, when nothing is under way any more.
  private func takeDone(_ state: inout State) -> CheckedContinuation<Void, Never>? {
    guard state.underWay.isEmpty else { return nil }
    defer { state.done = nil }
    return state.done
  }
}
