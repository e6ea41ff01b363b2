// Mistake: It does nothing that the task asks for.
// Diagnosis: missedWork
// Earns: at most 20%

import ExerciseKit
import Foundation

/// Downloads nothing, and says that every page is empty.
public func download(
  _ urls: [URL],
  limit: Int,
  fetch: @escaping @Sendable (URL) async throws -> Data
) async throws -> [Result<Data, any Error>] {
  guard limit >= 1 else {
    throw InvalidArgument("limit", "must be at least 1, not \(limit)")
  }
  return urls.map { _ in .success(Data()) }
}
