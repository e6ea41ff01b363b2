/// Calls the exercise AsyncDownloader, which must have this signature:
///
///     public func download(
///       _ urls: [URL],
///       limit: Int,
///       fetch: @escaping @Sendable (URL) async throws -> Data
///     ) async throws -> [Result<Data, any Error>]

import AsyncDownloader
import ExerciseKit
import Foundation
import SubjectRuntime
import Wire

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

serveTasks { request, stage in
  let urls = (request["urls"].array ?? []).compactMap { $0.string.flatMap(URL.init(string:)) }
  let limit = request["limit"].int ?? 1
  let isStubborn = request["isStubborn"].bool == true
  // Pages that never answer are given up soon; all others have all the time that a fetch has.
  let timeouts = request["timeouts"]
  // Where only the order of things matters, a page is its own address.
  let isOffline = request["isOffline"].bool == true
  let giveUps = request["giveUps"]
  let get: @Sendable (URL) async throws -> Data = { url in
    switch giveUps[url.absoluteString].string {
    case "CancellationError": throw CancellationError()
    case "URLError(.cancelled)": throw URLError(.cancelled)
    default: break
    }
    if isOffline { return Data(url.absoluteString.utf8) }
    guard let milliseconds = timeouts[url.absoluteString].int else { return try await fetch(url) }
    return try await fetch(url, timeout: .milliseconds(milliseconds))
  }
  if request["reference"].bool == true {
    await withTaskGroup(of: Void.self) { group in
      for (index, url) in urls.enumerated() {
        if index >= limit { await group.next() }
        // A page that fails is the reference's all the same: it has taken its time.
        group.addTask { _ = try? await get(url) }
      }
    }
    return .null
  }
  let results = try await download(urls, limit: limit) { url in
    try await stage.perform("fetch", url.absoluteString, isStubborn: isStubborn) {
      try await get(url)
    }
  }
  return .array(
    results.map { result in
      switch result {
      case .success(let page): ["page": .data(page)]
      case .failure(let error): ["error": .string("\(error)")]
      }
    })
}
