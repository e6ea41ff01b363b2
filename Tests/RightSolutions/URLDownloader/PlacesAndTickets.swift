import ExerciseKit
import Foundation
import Synchronization

private struct Places: @unchecked Sendable {
  let pointer: UnsafeMutableBufferPointer<Result<Data, any Error>?>
}

/// Downloads every URL with a team of `workers` threads.
///
/// Tickets come from one atomic addition, each place is written by the one worker that has its
/// ticket, and all are read after the joins.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  if urls.isEmpty { return [] }

  let places = Places(pointer: .allocate(capacity: urls.count))
  places.pointer.initialize(repeating: nil)
  defer {
    places.pointer.deinitialize()
    places.pointer.deallocate()
  }
  let next = Atomic(0)
  let finished = Mutex(0)
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < urls.count else { return }
        places.pointer[place] = Result { try fetch(urls[place]) }
        finished.withLock {
          $0 += 1
          progress($0, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return places.pointer.compactMap { $0 }
}
