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
  let inbox = Inbox()
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while true {
        let index = next.withLock { next in
          next += 1
          return next - 1
        }
        guard index < urls.count else { return }
        inbox.send((index, Result { try fetch(urls[index]) }))
      }
    }
  }

  var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
  for finished in 1...urls.count {
    let (index, result) = inbox.receive()
    results[index] = result
    progress(finished, urls.count)
  }
  for thread in team { thread.join() }
  return results.compactMap { $0 }
}

private final class Inbox: Sendable {
  typealias Letter = (index: Int, result: Result<Data, any Error>)

  private let arrived = Condition()
  private let letters = Shared([Letter]())

  func send(_ letter: Letter) {
    arrived.withLock {
      letters.value.append(letter)
      arrived.signal()
    }
  }

  func receive() -> Letter {
    arrived.withLock {
      while letters.value.isEmpty { arrived.wait() }
      return letters.value.removeFirst()
    }
  }
}
