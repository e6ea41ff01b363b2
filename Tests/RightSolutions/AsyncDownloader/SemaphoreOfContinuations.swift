import ExerciseKit
import Foundation

/// A child task for each page; an actor lets `limit` of them in, the others sleep.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let door = Door(free: limit)
  return try await withThrowingTaskGroup(of: (Int, Result<Data, any Error>).self) { group in
    for (place, url) in urls.enumerated() {
      group.addTask {
        await door.enter()
        do {
          guard await door.isOpen else { throw CancellationError() }
          try Task.checkCancellation()
          let data = try await fetch(url)
          await door.leave()
          return (place, .success(data))
        } catch {
          await door.leave()
          return (place, .failure(error))
        }
      }
    }
    var results: [Int: Result<Data, any Error>] = [:]
    for try await (place, result) in group { results[place] = result }
    try Task.checkCancellation()
    return urls.indices.compactMap { results[$0] }
  }
}

/// A cancel reaches the children one after the other, so the first who knows of it closes the door.
///
/// Who waits keeps its turn then, and goes without a fetch.
private actor Door {
  private(set) var isOpen = true
  private var free: Int
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private var served = 0

  init(free: Int) { self.free = free }

  func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiters.append($0) }
  }

  func leave() {
    if Task.isCancelled { isOpen = false }
    guard served < waiters.count else {
      free += 1
      return
    }
    waiters[served].resume()
    served += 1
  }
}
