// Mistake: A box locks its getter and its setter, but not the addition that uses both.
// Diagnosis: checkThenAct
// Line: box.value += 1
// Line: get { lock.withLock { content.value } }
// Line: set { lock.withLock { content.value = newValue } }

import ExerciseKit

/// Counts with several threads through a box.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let box = LockedBox(counter)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        box.value += 1
      }
    }
  }
  for thread in team { thread.join() }
}

private final class LockedBox: Sendable {
  private let lock = Lock()
  private let content: Shared<Int>

  init(_ content: Shared<Int>) { self.content = content }

  var value: Int {
    get { lock.withLock { content.value } }
    set { lock.withLock { content.value = newValue } }
  }
}
