import ExerciseKit
import Foundation
import Synchronization

/// Counts those that have ended, and makes one of the workers tell it.
///
/// Who comes while somebody tells only counts, and goes on with the next page. The teller tells for
/// the others too, until nothing is untold. So nobody ever waits for `progress`.
private final class Announcer: Sendable {
  private struct State {
    var ended = 0
    var told = 0
    var isSomebodyTelling = false

    /// The number to tell next; `nil` makes the teller an ordinary worker again.
    mutating func next() -> Int? {
      isSomebodyTelling = told < ended
      guard isSomebodyTelling else { return nil }
      told += 1
      return told
    }
  }

  private let state = Mutex(State())
  private let tell: @Sendable (Int) -> Void

  init(_ tell: @escaping @Sendable (Int) -> Void) {
    self.tell = tell
  }

  func oneMoreEnded() {
    var number = state.withLock { state -> Int? in
      state.ended += 1
      return state.isSomebodyTelling ? nil : state.next()
    }
    while let current = number {
      tell(current)
      number = state.withLock { $0.next() }
    }
  }
}

// One place in memory for each page. Each is written by one worker, and read when all have ended.
private final class Slots<Value: Sendable>: @unchecked Sendable {
  private let memory: UnsafeMutableBufferPointer<Value>

  init(count: Int) {
    memory = .allocate(capacity: count)
  }

  func fill(_ place: Int, _ value: Value) {
    memory.initializeElement(at: place, to: value)
  }

  /// Only when every place has been filled.
  func takeAll() -> [Value] {
    defer { memory.deallocate() }
    return memory.indices.map { memory.moveElement(from: $0) }
  }
}

private final class NextIndex: Sendable {
  private let value = Atomic(0)
  func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Downloads every URL with a team of `workers` threads.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  if workers < 1 { throw InvalidArgument("workers", "must be at least 1, not \(workers)") }

  let total = urls.count
  let slots = Slots<Result<Data, any Error>>(count: total)
  let index = NextIndex()
  let announcer = Announcer { progress($0, total) }

  let team = (0..<min(workers, total)).map { _ in
    spawn {
      var place = index.take()
      while place < total {
        slots.fill(place, Result { try fetch(urls[place]) })
        announcer.oneMoreEnded()
        place = index.take()
      }
    }
  }
  team.forEach { $0.join() }
  return slots.takeAll()
}
