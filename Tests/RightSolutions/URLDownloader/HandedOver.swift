import Dispatch
import ExerciseKit
import Foundation
import Synchronization

private final class Box: @unchecked Sendable {
  private let isFree = DispatchSemaphore(value: 1)
  private let isFull = DispatchSemaphore(value: 0)
  private var content: [(place: Int, result: Result<Data, any Error>)] = []

  func put(_ place: Int, _ result: Result<Data, any Error>) {
    isFree.wait()
    content.append((place, result))
    isFull.signal()
  }

  func take() -> (place: Int, result: Result<Data, any Error>) {
    isFull.wait()
    let taken = content.removeLast()
    isFree.signal()
    return taken
  }
}

/// Downloads every URL with a team of `workers` threads.
///
/// Each page goes from its worker to the caller through a box that is put before a semaphore's
/// signal and taken after its wait; the caller alone calls progress.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  let box = Box()
  let next = Mutex(0)
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let place = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard place < urls.count else { return }
        box.put(place, Result { try fetch(urls[place]) })
      }
    }
  }
  var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
  for finished in urls.indices {
    let (place, result) = box.take()
    results[place] = result
    progress(finished + 1, urls.count)
  }
  for thread in team { thread.join() }
  return results.compactMap { $0 }
}
