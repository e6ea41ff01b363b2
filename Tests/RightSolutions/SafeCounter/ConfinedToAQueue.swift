import Dispatch
import ExerciseKit

/// Counts on a serial queue, which an object that isn't locked belongs to.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else { throw InvalidArgument("threads", "must be at least 1, not \(threads)") }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }
  let log = Log()
  let team = (0..<threads).map { index in
    spawn {
      for _ in 0..<times { log.add(index, to: counter) }
      log.note(index)
    }
  }
  for thread in team { thread.join() }
  precondition(log.count >= threads)
}

/// Unchecked: used on its queue only.
private final class Log: @unchecked Sendable {
  private let queue = DispatchQueue(label: "log")
  private var rounds: [Int] = []

  func add(_ thread: Int, to counter: Shared<Int>) {
    queue.sync {
      counter.value += 1
      rounds.append(thread)
    }
  }

  func note(_ thread: Int) { queue.async { self.rounds.append(-thread) } }

  var count: Int { queue.sync { rounds.count } }
}
