#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A lock: one thread at a time between `lock()` and `unlock()`, used as `NSLock` is.
///
/// It isn't recursive: a thread that locks it twice waits for itself forever.
public final class Lock: Sendable {
  private let mutex = PlatformMutex()

  /// Makes an open lock.
  public init() {}

  /// Waits until no other thread holds the lock, then takes it.
  public func lock() { mutex.lock() }

  /// Gives the lock back; only the thread that took it may.
  public func unlock() { mutex.unlock() }

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
  private let mutex = PlatformMutex()
  private let variable = PlatformCondition()

  /// Makes a condition whose lock is open.
  public init() {
    Conducting.conductor?.note(condition: variable.pointer, of: mutex.pointer)
  }

  /// Waits until no other thread holds the lock, then takes it.
  public func lock() { mutex.lock() }

  /// Gives the lock back; only the thread that took it may.
  public func unlock() { mutex.unlock() }

  /// Holds the lock while `body` runs, and gives it back however `body` ends.
  public func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock()
    defer { unlock() }
    return try body()
  }

  /// Gives the lock back, sleeps until woken, and takes the lock again; call it with the lock held.
  public func wait() { variable.wait(mutex) }

  /// Wakes one thread that waits, if there is one.
  public func signal() { variable.signal() }

  /// Wakes every thread that waits.
  public func broadcast() { variable.broadcast() }
}

/// A number of permits that threads take and give back, used as `DispatchSemaphore` is.
public final class CountingSemaphore: Sendable {
  private let permits: PlatformSemaphore

  /// Makes a semaphore with `value` permits; `value` must not be negative.
  public init(value: Int) {
    precondition(value >= 0, "CountingSemaphore: value must be 0 or more, not \(value)")
    permits = PlatformSemaphore(value)
  }

  /// Takes a permit, and waits for one while there is none.
  public func wait() { permits.wait() }

  /// Gives a permit back, and wakes a thread that waits for one.
  public func signal() { permits.signal() }
}

#if canImport(Darwin)
  /// A number of permits; POSIX's own has no place in memory there.
  private final class PlatformSemaphore: @unchecked Sendable {
    // Unchecked: `mutex` guards `permits`.
    private let mutex = PlatformMutex()
    private let changed = PlatformCondition()
    private var permits: Int

    init(_ permits: Int) { self.permits = permits }

    func wait() {
      mutex.lock()
      while permits == 0 { changed.wait(mutex) }
      permits -= 1
      mutex.unlock()
    }

    func signal() {
      mutex.lock()
      permits += 1
      changed.signal()
      mutex.unlock()
    }
  }
#else
  /// A POSIX semaphore at an address of its own, as POSIX asks.
  private final class PlatformSemaphore: @unchecked Sendable {
    // Unchecked: the pointer never changes, and semaphores are made to be shared.
    private let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init(_ permits: Int) {
      pointer.initialize(to: sem_t())
      guard sem_init(pointer, 0, UInt32(clamping: permits)) == 0 else {
        fatalError("CountingSemaphore: value must be at most \(Int32.max), not \(permits)")
      }
    }

    deinit {
      sem_destroy(pointer)
      pointer.deallocate()
    }

    // A signal may end the wait without a permit.
    func wait() { while sem_wait(pointer) != 0 {} }
    func signal() { sem_post(pointer) }
  }
#endif

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
  let pointer = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

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
