import ExerciseKit
import Synchronization

private final class Latch: Sendable {
  private let remaining: Atomic<Int>
  private let opened = CountingSemaphore(value: 0)

  init(_ count: Int) { remaining = Atomic(count) }

  func countDown() {
    let left = remaining.subtract(1, ordering: .acquiringAndReleasing).newValue
    if left == 0 { opened.signal() }
  }

  func wait() { opened.wait() }
}

/// Runs all tasks at the same time, each on a thread of its own.
///
/// The countdown is one atomic subtraction with acquire and release, so exactly one thread sees 0,
/// after everything the others did.
public func runTogether(_ tasks: [@Sendable () -> Void]) throws {
  if tasks.isEmpty { return }
  let latch = Latch(tasks.count)
  var threads: [SpawnedThread] = []
  for task in tasks {
    threads.append(
      spawn {
        task()
        latch.countDown()
      })
  }
  latch.wait()
  for thread in threads { thread.join() }
}
