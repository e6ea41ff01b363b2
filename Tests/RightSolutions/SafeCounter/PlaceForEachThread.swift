import ExerciseKit

/// Counts under a lock; each thread keeps its rounds in a place of its own.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  nonisolated(unsafe) let rounds = UnsafeMutablePointer<Int>.allocate(capacity: threads)
  rounds.initialize(repeating: 0, count: threads)
  defer { rounds.deallocate() }
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        rounds[index] += 1
      }
    }
  }
  for thread in team { thread.join() }
  precondition((0..<threads).allSatisfy { rounds[$0] == times })
}
