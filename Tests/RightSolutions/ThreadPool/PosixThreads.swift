import ExerciseKit
import Foundation

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: @unchecked Sendable {
  // Unchecked: the team guards itself, and handles changes only in init and under `leaving`.
  private let team = Team()
  private var handles: [pthread_t] = []
  private let leaving = NSLock()

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    for _ in 0..<workers {
      var handle = pthread_t()
      let raw = Unmanaged.passRetained(team).toOpaque()
      let status = pthread_create(
        &handle, nil,
        { raw in
          guard let raw else { return nil }
          Unmanaged<Team>.fromOpaque(raw).takeRetainedValue().work()
          return nil
        }, raw)
      precondition(status == 0, "no room for one more thread")
      handles.append(handle)
    }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let slots = inputs.map { _ in Shared<Result<Output, any Error>?>(nil) }
    let open = Shared(inputs.count)
    team.run(
      zip(inputs, slots).map { input, slot in
        { slot.value = Result { try transform(input) } }
      }, countingDown: open)
    return try slots.compactMap { try $0.value?.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    team.close()
    // A second call comes back no sooner than the first.
    leaving.withLock {
      for handle in handles { pthread_join(handle, nil) }
      handles = []
    }
  }
}

private final class Team: @unchecked Sendable {
  // Unchecked: jobs, isClosed and the counts of open jobs change only with the mutex held.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [(run: @Sendable () -> Void, open: Shared<Int>)] = []
  private var isClosed = false

  init() {
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    changed.initialize(to: pthread_cond_t())
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    changed.deallocate()
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Returns when every one of `new` has ended.
  func run(_ new: [@Sendable () -> Void], countingDown open: Shared<Int>) {
    locked {
      for job in new { jobs.append((job, open)) }
      pthread_cond_broadcast(changed)
      while open.value > 0 { pthread_cond_wait(changed, mutex) }
    }
  }

  func close() {
    locked {
      isClosed = true
      pthread_cond_broadcast(changed)
    }
  }

  func work() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      while jobs.isEmpty && !isClosed { pthread_cond_wait(changed, mutex) }
      guard !jobs.isEmpty else { return }
      let job = jobs.removeFirst()
      pthread_mutex_unlock(mutex)
      job.run()
      pthread_mutex_lock(mutex)
      job.open.value -= 1
      if job.open.value == 0 { pthread_cond_broadcast(changed) }
    }
  }
}
