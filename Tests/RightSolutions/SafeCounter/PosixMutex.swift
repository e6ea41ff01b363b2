import ExerciseKit
import Foundation

/// Counts under a POSIX mutex.
public func count(into counter: Shared<Int>, threads: Int, times: Int) throws {
  guard threads >= 1 else {
    throw InvalidArgument("threads", "must be at least 1, not \(threads)")
  }
  guard times >= 0 else {
    throw InvalidArgument("times", "must be at least 0, not \(times)")
  }
  let mutex = PosixMutex()
  let team = (0..<threads).map { _ in
    spawn {
      for _ in 0..<times {
        mutex.lock()
        counter.value += 1
        mutex.unlock()
      }
    }
  }
  for thread in team { thread.join() }
}

private final class PosixMutex: @unchecked Sendable {
  // Unchecked: the pointer never changes, and pthread mutexes are made to be shared.
  private let pointer = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() {
    pointer.initialize(to: pthread_mutex_t())
    pthread_mutex_init(pointer, nil)
  }

  deinit {
    pthread_mutex_destroy(pointer)
    pointer.deallocate()
  }

  func lock() { pthread_mutex_lock(pointer) }
  func unlock() { pthread_mutex_unlock(pointer) }
}
