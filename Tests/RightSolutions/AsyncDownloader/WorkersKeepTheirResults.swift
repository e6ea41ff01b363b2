import ExerciseKit
import Foundation
import Synchronization

/// Workers take tickets from an atomic number and hand in what they got when they end.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  let tickets = Tickets()
  let all = await withTaskGroup { team in
    for _ in 0..<min(limit, urls.count) {
      team.addTask {
        var mine: [Int: Result<Data, any Error>] = [:]
        while !Task.isCancelled {
          let ticket = tickets.next()
          guard ticket < urls.count else { break }
          do {
            let data = try await fetch(urls[ticket])
            mine[ticket] = .success(data)
          } catch {
            mine[ticket] = .failure(error)
          }
        }
        return mine
      }
    }
    return await team.reduce(into: [:]) { all, more in
      all.merge(more) { first, _ in first }
    }
  }
  guard !Task.isCancelled else { throw CancellationError() }
  return urls.indices.compactMap { all[$0] }
}

private final class Tickets: Sendable {
  private let taken = Atomic(0)

  func next() -> Int { taken.add(1, ordering: .relaxed).oldValue }
}
