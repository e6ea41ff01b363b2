import ExerciseKit

/// Counts under a lock; each thread looks at a copy of a list that others go on changing.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, list) = (Lock(), List(threads))
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      let seen = lock.withLock { list.done }
      let sum = seen.withUnsafeBufferPointer { places in places.reduce(0) { $0 + $1 } + places[0] }
      lock.withLock { list.done[index] = sum >= 0 ? 1 : 0 }
    }
  }
  for thread in team { thread.join() }
}

/// Unchecked: used under a lock.
private final class List: @unchecked Sendable {
  var done: [Int]
  init(_ count: Int) { done = Array(repeating: 0, count: count) }
}
