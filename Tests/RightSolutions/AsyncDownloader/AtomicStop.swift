import ExerciseKit
import Foundation
import Synchronization

private final class Stop: @unchecked Sendable {
  private let isSet = Atomic(false)
  // Written once, before the flag is stored; read only after the flag was seen.
  private var stored: (any Error)?

  func set(_ error: any Error) {
    stored = error
    isSet.store(true, ordering: .releasing)
  }

  var error: (any Error)? { isSet.load(ordering: .acquiring) ? stored : nil }
}

private actor Pages {
  private let urls: [URL]
  private var next = 0
  private var results: [Int: Result<Data, any Error>] = [:]

  init(_ urls: [URL]) { self.urls = urls }

  func take() -> Int? {
    guard next < urls.count else { return nil }
    next += 1
    return next - 1
  }

  func store(_ result: Result<Data, any Error>, at place: Int) { results[place] = result }

  func inOrder() -> [Result<Data, any Error>] { urls.indices.compactMap { results[$0] } }
}

/// Downloads all pages, up to `limit` of them at the same time.
///
/// onCancel stores the error first and then the flag with release; whoever sees the flag by an
/// acquiring load may read the error.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else { throw InvalidArgument("limit", "must be at least 1, not \(limit)") }

  let stop = Stop()
  let pages = Pages(urls)
  await withTaskCancellationHandler {
    await withDiscardingTaskGroup { group in
      for _ in 0..<min(limit, urls.count) {
        group.addTask {
          while let place = await pages.take(), stop.error == nil, !Task.isCancelled {
            do {
              let page = try await fetch(urls[place])
              await pages.store(.success(page), at: place)
            } catch {
              await pages.store(.failure(error), at: place)
            }
          }
        }
      }
    }
  } onCancel: {
    stop.set(CancellationError())
  }
  if let error = stop.error { throw error }
  try Task.checkCancellation()
  return await pages.inOrder()
}
