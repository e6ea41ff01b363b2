import ExerciseKit
import Synchronization

/// Counts under a lock that whoever comes first stores in an atomic reference, which takes one only.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let door = Door()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        let room = door.room
        room.lock.withLock {
          room.rounds += 1
          counter.value += 1
        }
      }
    }
  }
  for thread in team { thread.join() }
  precondition(door.room.rounds == threads * times)
}

private final class Door: Sendable {
  private let made = AtomicLazyReference<Room>()

  var room: Room { made.load() ?? made.storeIfNil(Room()) }
}

/// Unchecked: used under its lock, and after the joins.
private final class Room: @unchecked Sendable {
  let lock = Lock()
  var rounds = 0
}
