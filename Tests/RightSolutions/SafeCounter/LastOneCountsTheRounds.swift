import ExerciseKit
import Synchronization

/// Counts under a lock; the last thread to end adds up what the others have left.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let lock = Lock()
  let left = Atomic(threads)
  nonisolated(unsafe) let rounds = UnsafeMutablePointer<Int>.allocate(capacity: threads)
  rounds.initialize(repeating: 0, count: threads)
  defer { rounds.deallocate() }
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        rounds[index] += 1
      }
      // Each releases its place; the last one takes all of them over, through those between as well.
      guard left.subtract(1, ordering: .releasing).newValue == 0 else { return }
      precondition(left.load(ordering: .acquiring) == 0)
      precondition((0..<threads).allSatisfy { rounds[$0] == times })
    }
  }
  for thread in team { thread.join() }
}
