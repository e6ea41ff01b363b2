import ExerciseKit

/// Counts through an object that holds the counter and its lock.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let adder = Adder(counter)
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        adder.addOne()
      }
    }
  }
  for thread in team { thread.join() }
}

private final class Adder: Sendable {
  private let counter: Shared<Int>
  private let lock = Lock()

  init(_ counter: Shared<Int>) { self.counter = counter }

  func addOne() {
    lock.withLock { counter.value += 1 }
  }
}
