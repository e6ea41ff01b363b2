import ExerciseKit
import Foundation
import Synchronization

/// Downloads every URL with a team of `workers` threads.
///
/// - Parameters:
///   - urls: What to download. No URLs: return an empty array at once.
///   - workers: How many downloads are under way at the same time, never more; at least 1.
///   - fetch: Downloads one URL and returns its bytes. It blocks its thread until the page is
///     there, and throws when the page can't be had.
///   - progress: Call it after each download that ended, well or badly, with how many have ended
///     so far (1, 2, ... total) and the total. Never call it from two threads at once.
/// - Returns: For each URL, in the order of `urls`, its bytes or the error that `fetch` threw.
/// - Throws: `InvalidArgument` if `workers` is below 1.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let team = Team(urls: urls)
  let threads = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while let index = team.takeNext() {
        let result = Result { try fetch(urls[index]) }
        team.finish(index, with: result, progress)
      }
    }
  }
  for thread in threads { thread.join() }
  return team.results
}

/// What the workers share: the next URL to take, and a place for each result.
private final class Team: Sendable {
  private let total: Int
  private let next = Mutex(0)
  private let finished: Mutex<[Int: Result<Data, any Error>]> = Mutex([:])

  init(urls: [URL]) { total = urls.count }

  func takeNext() -> Int? {
    next.withLock { next in
      guard next < total else { return nil }
      defer { next += 1 }
      return next
    }
  }

  /// Tells the progress inside the lock: that keeps the calls apart and their counts in order.
  func finish(
    _ index: Int, with result: Result<Data, any Error>,
    _ progress: (_ finished: Int, _ total: Int) -> Void
  ) {
    finished.withLock { finished in
      finished[index] = result
      progress(finished.count, total)
    }
  }

  var results: [Result<Data, any Error>] {
    finished.withLock { finished in (0..<total).compactMap { finished[$0] } }
  }
}
