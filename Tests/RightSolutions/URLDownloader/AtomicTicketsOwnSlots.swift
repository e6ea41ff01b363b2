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

  let next = Atomic(0)
  let finished = Mutex(0)
  let slots = Slots(count: urls.count)

  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < urls.count else { return }
        do {
          let data = try fetch(urls[index])
          slots.pointer[index] = .success(data)
        } catch {
          slots.pointer[index] = .failure(error)
        }
        finished.withLock {
          $0 += 1
          progress($0, urls.count)
        }
      }
    }
  }
  for thread in team { thread.join() }
  return (0..<urls.count).map { slots.pointer[$0] }
}

private final class Slots: @unchecked Sendable {
  // Unchecked: each slot is written by one thread, and read after that thread was joined.
  let pointer: UnsafeMutablePointer<Result<Data, any Error>>
  private let count: Int

  init(count: Int) {
    self.count = count
    pointer = .allocate(capacity: count)
    pointer.initialize(repeating: .success(Data()), count: count)
  }

  deinit {
    pointer.deinitialize(count: count)
    pointer.deallocate()
  }
}
