#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One operating-system thread, made by `spawn`.
///
/// A thread that nobody joins runs to its end all the same.
public final class SpawnedThread: @unchecked Sendable {
  // Unchecked: `mutex` guards `hasEnded`; `handle` is set before anyone else has the thread.
  private let mutex = PlatformMutex()
  private let ended = PlatformCondition()
  private var hasEnded = false
  private var handle = 0

  fileprivate init(_ body: @escaping @Sendable () -> Void) {
    if let conductor = Control.conductor {
      handle = conductor.spawn(body)
      return
    }
    startThread {
      body()
      self.mutex.lock()
      self.hasEnded = true
      self.ended.broadcast()
      self.mutex.unlock()
    }
  }

  /// Waits, without using the processor, until the thread's body has returned.
  ///
  /// May be called from several threads, and again after the end.
  public func join() {
    if let conductor = Control.conductor { return conductor.join(handle) }
    mutex.lock()
    while !hasEnded { ended.wait(mutex) }
    mutex.unlock()
  }
}

/// Starts `body` on a new operating-system thread.
///
///     let helper = spawn { print("from another thread") }
///     helper.join()
public func spawn(_ body: @escaping @Sendable () -> Void) -> SpawnedThread {
  SpawnedThread(body)
}

/// Starts a plain thread that nobody waits for.
package func startThread(_ body: @escaping @Sendable () -> Void) {
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
    if let handle { pthread_detach(handle) }
  #else
    pthread_detach(handle)
  #endif
}

private final class Body: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
