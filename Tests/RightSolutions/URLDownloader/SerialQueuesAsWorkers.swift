import ExerciseKit
import Foundation
import Synchronization

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
  guard !urls.isEmpty else { return [] }

  let next = Mutex(0)
  let board = DispatchQueue(label: "board")
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))
  let group = DispatchGroup()

  for number in 0..<workers {
    DispatchQueue(label: "worker \(number)").async(group: group) {
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < urls.count else { return }

        let result = Result { try fetch(urls[index]) }
        board.sync {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, urls.count)
        }
      }
    }
  }
  group.wait()
  return board.sync { results.value.compactMap { $0 } }
}
