// Mistake: After three failures in a row a server's other pages aren't fetched.
// Diagnosis: missedWork

import ExerciseKit
import Foundation

/// Downloads every URL with a team of `workers` threads.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let total = urls.count
  let pile = Lock()
  let next = Shared(0)
  let health = Lock()
  let inARow = Shared<[String: Int]>([:])  // failures since the last success, by server
  let lastError = Shared<[String: any Error]>([:])
  let telling = Lock()
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: total))
  let team = (0..<min(workers, total)).map { _ in
    spawn {
      while true {
        let index: Int? = pile.withLock {
          guard next.value < total else { return nil }
          defer { next.value += 1 }
          return next.value
        }
        guard let index else { return }
        let host = urls[index].host ?? ""
        let reason: (any Error)? = health.withLock {
          inARow.value[host, default: 0] >= 3 ? lastError.value[host] : nil
        }
        let result: Result<Data, any Error>
        if let reason {
          result = .failure(reason)  // that server is down
        } else {
          result = Result { try fetch(urls[index]) }
          health.withLock {
            switch result {
            case .success:
              inARow.value[host] = 0
            case .failure(let error):
              inARow.value[host, default: 0] += 1
              lastError.value[host] = error
            }
          }
        }
        telling.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, total)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return telling.withLock { results.value.compactMap { $0 } }
}
