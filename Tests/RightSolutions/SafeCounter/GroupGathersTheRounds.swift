import ExerciseKit
import Foundation

/// Counts under a lock on threads of Foundation's; each leaves its rounds, and a group says when all have.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let (lock, group) = (NSLock(), DispatchGroup())
  let rounds = (0..<threads).map { _ in Rounds() }
  for own in rounds {
    group.enter()
    Thread {
      for _ in 0..<times {
        lock.withLock { counter.value += 1 }
        own.count += 1
      }
      group.leave()
    }.start()
  }
  group.wait()
  precondition(rounds.allSatisfy { $0.count == times })
}

/// Unchecked: written by one thread, and read when it has left the group.
private final class Rounds: @unchecked Sendable {
  var count = 0
}
