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
  guard !urls.isEmpty else { return [] }

  let idle = CountingSemaphore(value: 0)
  let lock = Lock()
  let resting = Shared([Mailbox]())
  let finished = Shared(0)
  let results = Shared([Result<Data, any Error>?](repeating: nil, count: urls.count))

  let mailboxes = (0..<min(workers, urls.count)).map { _ in Mailbox() }
  let team = mailboxes.map { mailbox in
    spawn {
      while true {
        lock.withLock { resting.value.append(mailbox) }
        idle.signal()
        guard let index = mailbox.take() else { return }

        let result = Result { try fetch(urls[index]) }
        lock.withLock {
          results.value[index] = result
          finished.value += 1
          progress(finished.value, urls.count)
        }
      }
    }
  }

  for index in urls.indices {
    idle.wait()
    lock.withLock { resting.value.removeFirst() }.put(index)
  }
  for _ in mailboxes {
    idle.wait()
    lock.withLock { resting.value.removeFirst() }.put(nil)
  }
  for thread in team { thread.join() }
  return results.value.compactMap { $0 }
}

private final class Mailbox: Sendable {
  private let filled = CountingSemaphore(value: 0)
  private let content = Shared<Int?>(nil)

  func put(_ index: Int?) {
    content.value = index
    filled.signal()
  }

  func take() -> Int? {
    filled.wait()
    return content.value
  }
}
