import ExerciseKit
import Synchronization

/// Counts under a lock made of an atomic flag, which is looked at and taken in one step.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let door = Door()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        door.lock()
        counter.value += 1
        door.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}

private final class Door: Sendable {
  private let isTaken = Atomic(false)
  private let left = CountingSemaphore(value: 0)
  private let waiting = Atomic(0)

  func lock() {
    while isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
      == false
    {
      waiting.add(1, ordering: .sequentiallyConsistent)
      if isTaken.load(ordering: .sequentiallyConsistent) { left.wait() }
    }
  }

  func unlock() {
    isTaken.store(false, ordering: .sequentiallyConsistent)
    let sleepers = waiting.exchange(0, ordering: .sequentiallyConsistent)
    for _ in 0..<sleepers { left.signal() }
  }
}
