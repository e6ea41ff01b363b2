#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One operating-system thread, made by `spawn`.
///
/// A thread that nobody joins runs to its end all the same.
public final class SpawnedThread: @unchecked Sendable {
  // Unchecked: `mutex` guards `isJoined`; the handle never changes.
  private let mutex = PlatformMutex()
  private var isJoined = false
  private let handle: pthread_t

  fileprivate init(_ body: @escaping @Sendable () -> Void) { handle = start(body) }

  deinit { if !isJoined { pthread_detach(handle) } }

  /// Waits, without using the processor, until the thread's body has returned.
  ///
  /// May be called from several threads, and again after the end.
  public func join() {
    // The system lets a thread be joined once: the others wait for whoever does it.
    quietly { mutex.lock() }
    if !isJoined {
      pthread_join(handle, nil)
      isJoined = true
    }
    quietly { mutex.unlock() }
  }

  private func quietly(_ body: () -> Void) {
    guard let conductor = Conducting.conductor else { return body() }
    conductor.quietly(body)
  }
}

/// Starts `body` on a new operating-system thread.
///
///     let helper = spawn { print("from another thread") }
///     helper.join()
public func spawn(_ body: @escaping @Sendable () -> Void) -> SpawnedThread {
  SpawnedThread(body)
}

/// Starts a thread that is to be joined or detached.
private func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
  let box = Unmanaged.passRetained(Body(body))
  #if canImport(Darwin)
    var handle: pthread_t?
  #else
    var handle = pthread_t()
  #endif
  let status = pthread_create(
    &handle, nil,
    { raw in
      #if canImport(Darwin)
        let body = Unmanaged<Body>.fromOpaque(raw).takeRetainedValue()
      #else
        // Glibc imports the argument as optional; pthread_create passes the box above.
        let body = Unmanaged<Body>.fromOpaque(raw.unsafelyUnwrapped).takeRetainedValue()
      #endif
      body.run()
      return nil
    }, box.toOpaque())
  guard status == 0 else {
    box.release()
    fatalError("spawn: the system has no room for one more thread (error \(status))")
  }
  #if canImport(Darwin)
    guard let handle else { fatalError("spawn: the system made a thread without a handle") }
  #endif
  return handle
}

private final class Body: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
