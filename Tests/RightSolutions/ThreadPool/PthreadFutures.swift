import ExerciseKit
import Foundation

// MARK: - A monitor on pthreads

// A mutex and one condition. Both must keep their address, so they are allocated.
private final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func synchronized<Value>(_ body: () throws -> Value) rethrows -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// The next three only inside of `synchronized`.
  func sleep(while isTooEarly: () -> Bool) {
    while isTooEarly() { pthread_cond_wait(condition, mutex) }
  }
  func wakeOne() { pthread_cond_signal(condition) }
  func wakeAll() { pthread_cond_broadcast(condition) }
}

// MARK: - A value that comes later

private final class Future<Value: Sendable>: @unchecked Sendable {
  private enum State {
    case pending
    case settled(Result<Value, any Error>)

    var isPending: Bool {
      if case .pending = self { return true }
      return false
    }
  }

  private let monitor = Monitor()
  private var state = State.pending

  func settle(_ result: Result<Value, any Error>) {
    monitor.synchronized {
      state = .settled(result)
      monitor.wakeAll()
    }
  }

  func wait() -> Result<Value, any Error> {
    monitor.synchronized {
      monitor.sleep { state.isPending }
      guard case .settled(let result) = state else { preconditionFailure("woken too early") }
      return result
    }
  }
}

// MARK: - The counter

/// A job is its own list node.
private final class Job: @unchecked Sendable {
  let run: @Sendable () -> Void
  var next: Job?  // guarded by the monitor of the counter

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private final class Counter: @unchecked Sendable {
  private let monitor = Monitor()
  private var first: Job?
  private var last: Job?
  private var isClosed = false

  func put(_ job: Job) {
    monitor.synchronized {
      if let last { last.next = job } else { first = job }
      last = job
      monitor.wakeOne()
    }
  }

  func take() -> Job? {
    monitor.synchronized {
      monitor.sleep { first == nil && !isClosed }
      guard let job = first else { return nil }
      first = job.next
      job.next = nil
      if first == nil { last = nil }
      return job
    }
  }

  func close() {
    monitor.synchronized {
      isClosed = true
      monitor.wakeAll()
    }
  }
}

// MARK: - The pool

/// A team of threads that serves call after call.
public final class ThreadPool: Sendable {
  private enum Phase: Sendable { case open, closing, closed }

  private final class Status: @unchecked Sendable {
    let monitor = Monitor()
    var phase = Phase.open
  }

  private let counter = Counter()
  private let threads: [pthread_t]
  private let status = Status()

  /// Makes a pool.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    var threads: [pthread_t] = []
    for _ in 0..<workers {
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { raw in
          guard let raw else { return nil }
          let counter = Unmanaged<Counter>.fromOpaque(raw).takeRetainedValue()
          while let job = counter.take() { job.run() }
          return nil
        }, Unmanaged.passRetained(counter).toOpaque())
      precondition(code == 0, "the system gives no further thread")
      threads.append(thread)
    }
    self.threads = threads
  }

  /// Transforms all inputs with the pool's threads.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let futures = inputs.map { input in
      let future = Future<Output>()
      counter.put(Job { future.settle(Result { try transform(input) }) })
      return future
    }
    // First wait for all of them, and only then open the first.
    let results = futures.map { $0.wait() }
    return try results.map { try $0.get() }
  }

  /// Ends the threads.
  public func shutDown() {
    let status = status
    let isMine = status.monitor.synchronized {
      guard status.phase == .open else {
        // Somebody else joins the threads. A thread can be joined only once.
        status.monitor.sleep { status.phase != .closed }
        return false
      }
      status.phase = .closing
      return true
    }
    guard isMine else { return }
    counter.close()
    for thread in threads { pthread_join(thread, nil) }
    status.monitor.synchronized {
      status.phase = .closed
      status.monitor.wakeAll()
    }
  }
}
