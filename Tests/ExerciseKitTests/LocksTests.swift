import ExerciseKit
import Foundation
import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

private struct Failure: Error, Equatable {}

struct LockTests {
  @Test func `one thread at a time is inside a lock`() {
    let lock = Lock()
    let most = mostInside { body in lock.withLock(body) }
    #expect(most == 1)
  }

  @Test func `lock and unlock let one thread in at a time`() {
    let lock = Lock()
    let most = mostInside { body in
      lock.lock()
      body()
      lock.unlock()
    }
    #expect(most == 1)
  }

  @Test func `withLock gives the lock back`() {
    let lock = Lock()
    lock.withLock {}
    #expect(comesBack { lock.withLock {} })
  }

  @Test func `withLock gives the lock back after an error`() {
    let lock = Lock()
    try? lock.withLock { throw Failure() }
    #expect(comesBack { lock.withLock {} })
  }

  @Test func `withLock hands on the error`() {
    let lock = Lock()
    #expect(throws: Failure()) { try lock.withLock { throw Failure() } }
  }

  @Test func `withLock hands on the result`() {
    #expect(Lock().withLock { 5 } == 5)
  }
}

struct ConditionTests {
  @Test func `one thread at a time is inside a condition`() {
    let condition = Condition()
    let most = mostInside { body in condition.withLock(body) }
    #expect(most == 1)
  }

  @Test func `withLock gives a condition's lock back after an error`() {
    let condition = Condition()
    try? condition.withLock { throw Failure() }
    #expect(comesBack { condition.withLock {} })
  }

  @Test func `a signal wakes a thread that waits`() {
    let room = WaitingRoom(threads: 1)
    room.open { $0.signal() }
    #expect(room.isEmptyInTime)
  }

  @Test func `as many signals as threads wake all of them`() {
    let room = WaitingRoom(threads: 3)
    room.open { condition in
      for _ in 0..<3 { condition.signal() }
    }
    #expect(room.isEmptyInTime)
  }

  @Test func `a broadcast wakes every thread that waits`() {
    let room = WaitingRoom(threads: 3)
    room.open { $0.broadcast() }
    #expect(room.isEmptyInTime)
  }

  @Test func `threads that were woken hold the lock one at a time`() {
    let room = WaitingRoom(threads: 4)
    room.open { $0.broadcast() }
    #expect(room.isEmptyInTime)
    #expect(room.mostLeaving == 1)
  }

  /// Threads that wait on a condition until it is opened.
  private final class WaitingRoom: Sendable {
    private let condition = Condition()
    private let state = Mutex((waiting: 0, isOpen: false))
    private let leaving = Atomic(0)
    private let most = Atomic(0)
    private let left = DispatchSemaphore(value: 0)
    private let threads: Int

    /// Comes back when so many threads wait.
    init(threads: Int) {
      self.threads = threads
      for _ in 0..<threads {
        Thread.detachNewThread { [self] in
          condition.withLock {
            state.withLock { $0.waiting += 1 }
            while !state.withLock({ $0.isOpen }) { condition.wait() }
            most.max(leaving.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
            for _ in 0..<100 { sched_yield() }
            leaving.subtract(1, ordering: .relaxed)
          }
          left.signal()
        }
      }
      // Whoever has counted itself gives the lock back only by waiting, so that a look under the
      // lock sees threads that really wait.
      while condition.withLock({ state.withLock { $0.waiting } }) < threads { sched_yield() }
    }

    func open(_ wake: (Condition) -> Void) {
      condition.withLock {
        state.withLock { $0.isOpen = true }
        wake(condition)
      }
    }

    /// The most threads that had been woken and still had the lock at once.
    var mostLeaving: Int { most.load(ordering: .relaxed) }

    var isEmptyInTime: Bool { (0..<threads).allSatisfy { _ in left.isSignalledInTime } }
  }
}

struct CountingSemaphoreTests {
  @Test(arguments: [1, 2, 3])
  func `no more threads are inside than there are permits`(permits: Int) {
    let semaphore = CountingSemaphore(value: permits)
    let most = mostInside { body in
      semaphore.wait()
      body()
      semaphore.signal()
    }
    #expect(most <= permits)
  }

  @Test func `every permit can be taken`() {
    let semaphore = CountingSemaphore(value: 3)
    #expect(comesBack { for _ in 0..<3 { semaphore.wait() } })
  }

  @Test func `permits given back before anyone waits are kept`() {
    let semaphore = CountingSemaphore(value: 0)
    for _ in 0..<3 { semaphore.signal() }
    #expect(comesBack { for _ in 0..<3 { semaphore.wait() } })
  }

  @Test func `without a permit a thread waits for the signal`() {
    // Often, since a thread that didn't wait might still be too late to be seen.
    for _ in 0..<100 {
      let semaphore = CountingSemaphore(value: 0)
      let isSignalled = Atomic(false)
      let waits = DispatchSemaphore(value: 0)
      let came = DispatchSemaphore(value: 0)
      let cameBefore = Atomic(false)
      Thread.detachNewThread {
        waits.signal()
        semaphore.wait()
        cameBefore.store(!isSignalled.load(ordering: .sequentiallyConsistent), ordering: .relaxed)
        came.signal()
      }
      waits.wait()
      sched_yield()
      isSignalled.store(true, ordering: .sequentiallyConsistent)
      semaphore.signal()
      #expect(came.isSignalledInTime)
      let isTooEarly = cameBefore.load(ordering: .relaxed)
      #expect(!isTooEarly)
    }
  }

  @Test func `a signal for each thread that waits lets all of them go on`() {
    let semaphore = CountingSemaphore(value: 0)
    let came = DispatchSemaphore(value: 0)
    for _ in 0..<4 {
      Thread.detachNewThread {
        semaphore.wait()
        came.signal()
      }
    }
    for _ in 0..<4 { semaphore.signal() }
    for _ in 0..<4 { #expect(came.isSignalledInTime) }
  }

  @Test func `a negative number of permits ends the program`() async {
    await #expect(processExitsWith: .failure) { _ = CountingSemaphore(value: -1) }
  }
}
