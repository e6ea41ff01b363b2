import ExerciseKit

/// Adds 1 to the counter `times` times on each of `threads` threads.
///
/// The counter goes round: a thread adds only after its own semaphore was signalled by the thread
/// before it.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else { throw InvalidArgument("times", "must be at least 0, not \(times)") }

  let turns = (0..<threads).map { CountingSemaphore(value: $0 == 0 ? 1 : 0) }
  let team = (0..<threads).map { number in
    spawn {
      let mine = turns[number]
      let next = turns[(number + 1) % threads]
      for _ in 0..<times {
        mine.wait()
        counter.value += 1
        next.signal()
      }
    }
  }
  for thread in team { thread.join() }
}
