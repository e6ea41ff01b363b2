#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A lock: one thread at a time between `lock()` and `unlock()`, used as `NSLock` is.
///
/// It isn't recursive: a thread that locks it twice waits for itself forever.
public final class Lock: Sendable {
  fileprivate let mutex = PlatformMutex()
  fileprivate let identity = Control.newIdentity()

  /// Makes an open lock.
  public init() {}

  /// Waits until no other thread holds the lock, then takes it.
  public func lock() {
    guard let conductor = Control.conductor else { return mutex.lock() }
    conductor.take(.lock, identity)
  }

  /// Gives the lock back; only the thread that took it may.
  public func unlock() {
    guard let conductor = Control.conductor else { return mutex.unlock() }
    conductor.take(.unlock, identity)
  }

  /// Holds the lock while `body` runs, and gives it back however `body` ends.
  public func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock()
    defer { unlock() }
    return try body()
  }
}

/// A lock that threads can sleep on until another wakes them, used as `NSCondition` is.
///
/// A wait may end without a signal, so wait in a loop that looks at what you wait for:
///
///     condition.withLock {
///       while queue.value.isEmpty { condition.wait() }
///     }
public final class Condition: Sendable {
  private let door = Lock()
  private let variable = PlatformCondition()

  /// Makes a condition whose lock is open.
  public init() {}

  /// Waits until no other thread holds the lock, then takes it.
  public func lock() { door.lock() }

  /// Gives the lock back; only the thread that took it may.
  public func unlock() { door.unlock() }

  /// Holds the lock while `body` runs, and gives it back however `body` ends.
  public func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    try door.withLock(body)
  }

  /// Gives the lock back, sleeps until woken, and takes the lock again; call it with the lock held.
  public func wait() {
    guard let conductor = Control.conductor else { return variable.wait(door.mutex) }
    conductor.take(.sleep, door.identity)
  }

  /// Wakes one thread that waits, if there is one.
  public func signal() {
    guard let conductor = Control.conductor else { return variable.signal() }
    conductor.take(.signal, door.identity)
  }

  /// Wakes every thread that waits.
  public func broadcast() {
    guard let conductor = Control.conductor else { return variable.broadcast() }
    conductor.take(.broadcast, door.identity)
  }
}

/// A number of permits that threads take and give back, used as `DispatchSemaphore` is.
public final class CountingSemaphore: @unchecked Sendable {
  // Unchecked: `mutex` guards `permits`.
  private let mutex = PlatformMutex()
  private let changed = PlatformCondition()
  private var permits: Int
  private let initial: Int
  private let identity = Control.newIdentity()

  /// Makes a semaphore with `value` permits; `value` must not be negative.
  public init(value: Int) {
    precondition(value >= 0, "CountingSemaphore: value must be 0 or more, not \(value)")
    permits = value
    initial = value
  }

  /// Takes a permit, and waits for one while there is none.
  public func wait() {
    if let conductor = Control.conductor {
      return conductor.take(.take, identity, permits: initial) { "" }
    }
    mutex.lock()
    while permits == 0 { changed.wait(mutex) }
    permits -= 1
    mutex.unlock()
  }

  /// Gives a permit back, and wakes a thread that waits for one.
  public func signal() {
    if let conductor = Control.conductor {
      return conductor.take(.give, identity, permits: initial) { "" }
    }
    mutex.lock()
    permits += 1
    changed.signal()
    mutex.unlock()
  }
}

/// A pthread mutex at an address of its own, as pthreads ask.
final class PlatformMutex: @unchecked Sendable {
  // Unchecked: the pointer never changes, and pthread mutexes are made to be shared.
  let pointer = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

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

/// A pthread condition variable at an address of its own.
final class PlatformCondition: @unchecked Sendable {
  // Unchecked: the pointer never changes, and pthread conditions are made to be shared.
  private let pointer = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pointer.initialize(to: pthread_cond_t())
    pthread_cond_init(pointer, nil)
  }

  deinit {
    pthread_cond_destroy(pointer)
    pointer.deallocate()
  }

  func wait(_ mutex: PlatformMutex) { pthread_cond_wait(pointer, mutex.pointer) }
  func signal() { pthread_cond_signal(pointer) }
  func broadcast() { pthread_cond_broadcast(pointer) }
}
