import ExerciseKit
import Foundation
import Synchronization

private final class Pages: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Result<Data, any Error>?>
  private let next = Atomic(0)

  init(count: Int) {
    places = .allocate(capacity: count)
    places.initialize(repeating: nil)
  }

  deinit {
    places.deinitialize()
    places.deallocate()
  }

  func take() -> Int? {
    let place = next.add(1, ordering: .relaxed).oldValue
    return place < places.count ? place : nil
  }

  func store(_ result: Result<Data, any Error>, at place: Int) { places[place] = result }

  /// Call it when all workers have ended.
  func inOrder() -> [Result<Data, any Error>] { places.compactMap { $0 } }
}

/// Downloads all pages, up to `limit` of them at the same time.
///
/// One atomic addition gives each place to one worker, which alone writes behind the pointer there;
/// all is read after the group has ended.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }
  try Task.checkCancellation()

  let pages = Pages(count: urls.count)
  await withTaskGroup(of: Void.self) { group in
    for _ in 0..<min(limit, urls.count) {
      group.addTask {
        while !Task.isCancelled, let place = pages.take() {
          do {
            let page = try await fetch(urls[place])
            pages.store(.success(page), at: place)
          } catch {
            pages.store(.failure(error), at: place)
          }
        }
      }
    }
  }
  try Task.checkCancellation()
  return pages.inOrder()
}
