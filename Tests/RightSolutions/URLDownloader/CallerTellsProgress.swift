import ExerciseKit
import Foundation

/// What a worker reports: which page has ended, and how.
private struct Arrival: Sendable {
  let place: Int
  let outcome: Result<Data, any Error>
}

// Workers drop their reports here and go on at once. The caller sleeps until there are some.
private final class Mailbox: Sendable {
  private let condition = Condition()
  private let letters = Shared<[Arrival]>([])

  func drop(_ letter: Arrival) {
    condition.withLock {
      letters.value.append(letter)
      condition.signal()
    }
  }

  func empty() -> [Arrival] {
    condition.withLock {
      while letters.value.isEmpty { condition.wait() }
      let all = letters.value
      letters.value = []
      return all
    }
  }
}

/// Gives out the places from 0 on, each to one worker.
private final class Pile: Sendable {
  private let lock = Lock()
  private let next = Shared(0)
  private let count: Int

  init(count: Int) { self.count = count }

  func take() -> Int? {
    lock.withLock {
      guard next.value < count else { return nil }
      defer { next.value += 1 }
      return next.value
    }
  }
}

// The workers only fetch. All that has to be done in order is done by the caller: it has nothing
// else to do, and needs no lock for it.
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

  let pile = Pile(count: urls.count)
  let mailbox = Mailbox()
  let team = (0..<min(workers, urls.count)).map { _ in
    spawn {
      while let place = pile.take() {
        mailbox.drop(Arrival(place: place, outcome: Result { try fetch(urls[place]) }))
      }
    }
  }

  var results = [Result<Data, any Error>?](repeating: nil, count: urls.count)
  var finished = 0
  while finished < urls.count {
    for letter in mailbox.empty() {
      results[letter.place] = letter.outcome
      finished += 1
      progress(finished, urls.count)
    }
  }
  for worker in team { worker.join() }
  return results.compactMap { $0 }
}
