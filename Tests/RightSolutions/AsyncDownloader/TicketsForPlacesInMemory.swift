import ExerciseKit
import Foundation
import Synchronization

/// Workers draw the next place from an atomic count, and write to it: no two draw the same.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let count = urls.count
  nonisolated(unsafe) let places =
    UnsafeMutablePointer<Result<Data, any Error>?>.allocate(capacity: count)
  places.initialize(repeating: nil, count: count)
  defer {
    places.deinitialize(count: count)
    places.deallocate()
  }
  let tickets = Tickets()
  await withDiscardingTaskGroup { group in
    for _ in 0..<min(limit, count) {
      group.addTask {
        while !Task.isCancelled {
          let place = tickets.next.add(1, ordering: .relaxed).oldValue
          guard place < count else { return }
          do {
            let page = try await fetch(urls[place])
            places[place] = .success(page)
          } catch {
            places[place] = .failure(error)
          }
        }
      }
    }
  }
  try Task.checkCancellation()
  return (0..<count).compactMap { places[$0] }
}

private final class Tickets: Sendable {
  let next = Atomic(0)
}
