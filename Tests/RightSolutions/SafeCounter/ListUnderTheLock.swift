import ExerciseKit

/// Counts under a lock; who is done is listed under it, and read after the joins.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, list) = (Lock(), List())
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times { lock.withLock { counter.value += 1 } }
      lock.withLock { list.done.append(index) }
    }
  }
  for thread in team { thread.join() }
  precondition(list.done.sorted() == Array(0..<threads))
}

/// Unchecked: changed under a lock, and read when all have ended.
private final class List: @unchecked Sendable {
  var done: [Int] = []
}
