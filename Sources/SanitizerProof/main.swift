/// Adds from four threads under the lock that is named on the command line, or under none.
///
/// `.ci/prove-sanitizer` builds it for Thread Sanitizer, which must report the sum without a lock in
/// every run, and no other.

import Dispatch
import ExerciseKit
import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Something that lets one thread at a time run a body.
private typealias Guard = @Sendable (_ body: () -> Void) -> Void

private let threads = 4
private let additions = 10_000

/// A pthread mutex at an address of its own, as a student would have it.
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

  func withLock(_ body: () -> Void) {
    pthread_mutex_lock(pointer)
    body()
    pthread_mutex_unlock(pointer)
  }
}

/// A `Synchronization.Mutex`, which can't be captured by itself.
private final class SwiftMutex: Sendable {
  private let mutex = Mutex(())

  func withLock(_ body: () -> Void) { mutex.withLock { _ in body() } }

  func withLockWhenAvailable(_ body: () -> Void) {
    while mutex.withLockIfAvailable({ _ in body() }) == nil { sched_yield() }
  }
}

/// The guard of a name, or nil if there is none of that name.
private func makeGuard(_ name: String) -> Guard? {
  switch name {
  case "none": return { $0() }
  case "Lock":
    let lock = Lock()
    return { lock.withLock($0) }
  case "CountingSemaphore":
    let semaphore = CountingSemaphore(value: 1)
    return {
      semaphore.wait()
      $0()
      semaphore.signal()
    }
  case "Condition":
    let (condition, isFree) = (Condition(), Shared(true))
    return { body in
      condition.withLock {
        while !isFree.value { condition.wait() }
        isFree.value = false
      }
      body()
      condition.withLock {
        isFree.value = true
        condition.signal()
      }
    }
  case "Mutex":
    let mutex = SwiftMutex()
    return { mutex.withLock($0) }
  case "Mutex.withLockIfAvailable":
    let mutex = SwiftMutex()
    return { mutex.withLockWhenAvailable($0) }
  case "NSLock":
    let lock = NSLock()
    return { lock.withLock($0) }
  case "DispatchSemaphore":
    let semaphore = DispatchSemaphore(value: 1)
    return {
      semaphore.wait()
      $0()
      semaphore.signal()
    }
  case "DispatchQueue.sync":
    let queue = DispatchQueue(label: "additions")
    return { queue.sync(execute: $0) }
  case "pthread_mutex":
    let mutex = PosixMutex()
    return { mutex.withLock($0) }
  default: return nil
  }
}

guard let guarded = makeGuard(CommandLine.arguments.dropFirst().first ?? "") else {
  print("usage: SanitizerProof <lock>")
  exit(2)
}

let sum = Shared(0)
let workers = (0..<threads).map { _ in
  spawn {
    for _ in 0..<additions {
      guarded { sum.value += 1 }
    }
  }
}
for worker in workers { worker.join() }
print(sum.value)
