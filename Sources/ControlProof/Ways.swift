import Dispatch
import Foundation
import Synchronization

/// Runs a body on some threads, and returns when all have ended.
typealias Maker = @Sendable (_ count: Int, _ body: @escaping @Sendable () -> Void) -> Void
/// Makes something that runs a read and a write of the counter.
typealias Adder = @Sendable () -> @Sendable () -> Void

/// Ways to make threads, or to have some, and to wait for them.
let makers: [String: Maker] = [
  "pthreads": { count, body in
    let threads = (0..<count).map { _ in pthread(body) }
    for thread in threads { pthread_join(thread, nil) }
  },
  "threadsAndCondition": { count, body in
    let condition = NSCondition()
    let left = Counter(count)
    for _ in 0..<count {
      Thread {
        body()
        condition.withLock {
          left.value -= 1
          condition.signal()
        }
      }.start()
    }
    condition.withLock { while left.value > 0 { condition.wait() } }
  },
  "threadsAndGroup": { count, body in
    let group = DispatchGroup()
    for _ in 0..<count {
      group.enter()
      Thread {
        body()
        group.leave()
      }.start()
    }
    group.wait()
  },
  "threadsAndSemaphore": { count, body in
    let ended = DispatchSemaphore(value: 0)
    for _ in 0..<count {
      Thread {
        body()
        ended.signal()
      }.start()
    }
    for _ in 0..<count { ended.wait() }
  },
  "queues": { count, body in
    let group = DispatchGroup()
    for number in 0..<count { DispatchQueue(label: "\(number)").async(group: group) { body() } }
    group.wait()
  },
  "sharedQueue": { count, body in
    let group = DispatchGroup()
    for _ in 0..<count { DispatchQueue.global().async(group: group) { body() } }
    group.wait()
  },
  "perform": { count, body in
    DispatchQueue.concurrentPerform(iterations: count) { _ in body() }
  },
  "operations": { count, body in
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = count
    for _ in 0..<count { queue.addOperation { body() } }
    queue.waitUntilAllOperationsAreFinished()
  },
]

/// Ways to add 1 to the counter.
let adders: [String: Adder] = [
  "none": { { add() } },
  "lock": {
    let lock = NSLock()
    return { lock.withLock { add() } }
  },
  "recursiveLock": {
    let lock = NSRecursiveLock()
    return { lock.withLock { lock.withLock { add() } } }
  },
  "condition": {
    let lock = NSCondition()
    return { lock.withLock { add() } }
  },
  "mutex": {
    let lock = Locked()
    return { lock.mutex.withLock { _ in add() } }
  },
  "mutexTried": {
    let lock = Locked()
    return { while lock.mutex.withLockIfAvailable({ _ in add() }) == nil { sched_yield() } }
  },
  "semaphore": {
    let permits = DispatchSemaphore(value: 1)
    return {
      permits.wait()
      add()
      permits.signal()
    }
  },
  "queue": {
    let queue = DispatchQueue(label: "adds")
    return { queue.sync { add() } }
  },
  "barrier": {
    let queue = DispatchQueue(label: "adds", attributes: .concurrent)
    return { queue.sync(flags: .barrier) { add() } }
  },
  "writeLock": {
    let lock = ReadWriteLock()
    return { lock.write { add() } }
  },
  "posixSemaphore": {
    let semaphore = PosixSemaphore()
    return { semaphore.hold { add() } }
  },
  // Each half under the lock, the whole not.
  "lockTwice": {
    let lock = NSLock()
    return {
      let value = lock.withLock { read() }
      lock.withLock { write(value + 1) }
    }
  },
  "mutexTwice": {
    let lock = Locked()
    return {
      let value = lock.mutex.withLock { _ in read() }
      lock.mutex.withLock { _ in write(value + 1) }
    }
  },
  "queueTwice": {
    let queue = DispatchQueue(label: "adds")
    return {
      let value = queue.sync { read() }
      queue.sync { write(value + 1) }
    }
  },
]

/// Starts a thread of the system's.
func pthread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
  let box = Unmanaged.passRetained(Body(body))
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { raw in
      Unmanaged<Body>.fromOpaque(raw.unsafelyUnwrapped).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  return thread
}

final class Body: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// A number that whoever uses it lockset.
final class Counter: @unchecked Sendable {
  var value: Int
  init(_ value: Int) { self.value = value }
}

private final class Locked: Sendable { let mutex = Mutex(0) }

private final class ReadWriteLock: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)
  init() { pthread_rwlock_init(lock, nil) }
  func write(_ body: () -> Void) {
    pthread_rwlock_wrlock(lock)
    body()
    pthread_rwlock_unlock(lock)
  }
}

private final class PosixSemaphore: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  init() { sem_init(semaphore, 0, 1) }
  func hold(_ body: () -> Void) {
    sem_wait(semaphore)
    body()
    sem_post(semaphore)
  }
}
