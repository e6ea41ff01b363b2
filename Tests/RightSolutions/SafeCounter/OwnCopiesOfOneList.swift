import ExerciseKit

/// Counts under a lock; each thread changes a copy of a list that all have from the caller.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  let blank = Array(repeating: 0, count: threads)
  let copies = (0..<threads).map { _ in Copy(blank) }
  let team = copies.indices.map { index in
    spawn {
      var own = blank
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        own[index] += 1
        copies[index].rounds[index] += 1
      }
      precondition(own[index] == copies[index].rounds[index])
    }
  }
  for thread in team { thread.join() }
  precondition(blank.allSatisfy { $0 == 0 })
  precondition(copies.indices.allSatisfy { copies[$0].rounds[$0] == times })
}

/// Unchecked: changed by one thread, and read when it has ended.
private final class Copy: @unchecked Sendable {
  var rounds: [Int]
  init(_ rounds: [Int]) { self.rounds = rounds }
}
