// Mistake: Every thread joins all the threads at its end, and so itself as well.
// Diagnosis: deadlock
// Line: for thread in threads.value { thread.join() }

import ExerciseKit

/// Runs every task on a thread; all the threads end together.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  let threads = Shared<[SpawnedThread]>([])
  let allStarted = CountingSemaphore(value: 0)
  threads.value = tasks.map { task in
    spawn {
      task()
      allStarted.wait()
      for thread in threads.value { thread.join() }
    }
  }
  for _ in tasks { allStarted.signal() }
  for thread in threads.value { thread.join() }
}
