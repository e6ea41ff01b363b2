import ExerciseKit
import Foundation

/// Downloads with Foundation's threads under one condition of the kit's, on which the caller sleeps
/// until the last page is there.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else { throw InvalidArgument("workers", "must be at least 1") }
  let work = Work(urls.count)
  for _ in 0..<min(workers, urls.count) {
    Thread.detachNewThread {
      while let index = work.take() {
        let page = Result { try fetch(urls[index]) }
        work.changed.withLock {
          work.pages[index] = page
          progress(work.pages.count, urls.count)
        }
      }
      work.changed.withLock {
        work.ended += 1
        work.changed.signal()
      }
    }
  }
  return work.changed.withLock {
    while work.ended < min(workers, urls.count) { work.changed.wait() }
    return urls.indices.compactMap { work.pages[$0] }
  }
}

private final class Work: @unchecked Sendable {
  // Unchecked: everything that changes is read and changed only with the condition's lock held.
  let changed = Condition()
  private var rest: Range<Int>
  var pages: [Int: Result<Data, any Error>] = [:]
  var ended = 0

  init(_ count: Int) { rest = 0..<count }

  /// The next page's index; nil if there is none.
  func take() -> Int? { changed.withLock { rest.popFirst() } }
}
