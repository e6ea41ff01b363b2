/// Calls the exercise URLDownloader, which must have this signature:
///
///     public func download(
///       _ urls: [URL],
///       workers: Int,
///       fetch: @escaping @Sendable (URL) throws -> Data,
///       progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
///     ) throws -> [Result<Data, any Error>]

import ExerciseKit
import Foundation
import SubjectRuntime
import URLDownloader
import Wire

serve { request, stage in
  let urls = (request["urls"].array ?? []).compactMap { $0.string.flatMap(URL.init(string:)) }
  let workers = request["workers"].int ?? 1
  // Pages that never answer are given up soon; all others have all the time that a fetch has.
  let timeouts = request["timeouts"]
  let get: @Sendable (URL) throws -> Data = { url in
    // Orders of steps are tried without a server; a page then is its own address.
    guard !stage.isExplored else { return Data(url.absoluteString.utf8) }
    guard let milliseconds = timeouts[url.absoluteString].int else { return try fetch(url) }
    return try fetch(url, timeout: .milliseconds(milliseconds))
  }
  if request["reference"].bool == true {
    // A page that fails is the reference's all the same: it has taken its time.
    inParallel(workers: workers, count: urls.count) { _ = try? get(urls[$0]) }
    return .null
  }
  let told = Guarded<[Int]>([])
  let results = try download(
    urls,
    workers: workers,
    fetch: { url in
      try stage.perform("fetch", url.absoluteString) { try get(url) }
    },
    progress: { finished, total in
      // In a controlled run it is no work: it may well be called under a lock.
      guard stage.isExplored else { return stage.perform("progress", "\(finished) of \(total)") {} }
      told.withLock { $0.append(finished) }
    })
  let pages = Value.array(
    results.map { result in
      switch result {
      case .success(let page): ["page": .data(page)]
      case .failure(let error): ["error": .string("\(error)")]
      }
    })
  return stage.isExplored ? ["pages": pages, "told": .ints(told.withLock { $0 })] : pages
}
