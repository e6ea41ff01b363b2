// Mistake: The lock is given back by threads that never took it, and looks for errors that nobody looks at.
// Diagnosis: lostUpdate

import ExerciseKit
import Foundation

/// Counts with several threads and one lock.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let lock = CheckedLock()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        lock.unlock()
        counter.value += 1
        lock.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}

/// A lock that only the thread gives back that has it.
private final class CheckedLock: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() {
    var attributes = pthread_mutexattr_t()
    pthread_mutexattr_init(&attributes)
    pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_ERRORCHECK))
    pthread_mutex_init(mutex, &attributes)
  }

  func unlock() { pthread_mutex_unlock(mutex) }
}
