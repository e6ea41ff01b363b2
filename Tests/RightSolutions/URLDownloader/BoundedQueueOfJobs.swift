import ExerciseKit
import Foundation

private final class BoundedQueue<Element: Sendable>: Sendable {
  private let changed = Condition()
  private let elements = Shared([Element]())
  private let isClosed = Shared(false)
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  func put(_ element: Element) {
    changed.withLock {
      while elements.value.count == capacity { changed.wait() }
      elements.value.append(element)
      changed.broadcast()
    }
  }

  func take() -> Element? {
    changed.withLock {
      while elements.value.isEmpty && !isClosed.value { changed.wait() }
      guard !elements.value.isEmpty else { return nil }
      changed.broadcast()
      return elements.value.removeFirst()
    }
  }

  func close() {
    changed.withLock {
      isClosed.value = true
      changed.broadcast()
    }
  }
}

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

  let queue = BoundedQueue<Int>(capacity: workers)
  let board = Lock()
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))

  let consumers = (0..<workers).map { _ in
    spawn {
      while let index = queue.take() {
        let result = Result { try fetch(urls[index]) }
        board.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, urls.count)
        }
      }
    }
  }
  for index in urls.indices { queue.put(index) }
  queue.close()
  for consumer in consumers { consumer.join() }
  return results.value.compactMap { $0 }
}
