import ExerciseKit

/// A team of threads that is made once and then works through one list after another.
public final class ThreadPool: Sendable {
  private let jobs: JobQueue
  private let threads: [SpawnedThread]

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  ///
  /// - Parameter workers: How many inputs are transformed at the same time; at least 1.
  /// - Throws: `InvalidArgument` if `workers` is below 1.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let jobs = JobQueue()
    self.jobs = jobs
    threads = (0..<workers).map { _ in
      spawn {
        while let job = jobs.take() { job() }
      }
    }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  ///
  /// - Parameters:
  ///   - inputs: What to transform. No inputs: return an empty array at once.
  ///   - transform: Makes one output from one input. It may block its thread, and it may throw.
  /// - Returns: The outputs in the order of `inputs`.
  /// - Throws: When inputs fail, the error of the earliest of them by its place in `inputs`, after
  ///   every transform that was begun has ended. The pool can be used again.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let slots = inputs.map { _ in Shared<Result<Output, any Error>?>(nil) }
    let open = Countdown(from: inputs.count)
    jobs.add(
      zip(inputs, slots).map { input, slot in
        {
          // No lock: the slot is this job's alone until the countdown has let the caller go on.
          slot.value = Result { try transform(input) }
          open.countDown()
        }
      })
    open.wait()
    return try slots.compactMap { try $0.value?.get() }
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    jobs.close()
    for thread in threads { thread.join() }
  }
}

private typealias Job = @Sendable () -> Void

/// The jobs that nobody has taken yet; a thread that finds none sleeps here.
private final class JobQueue: Sendable {
  private let changed = Condition()
  // A slice drops its first element without moving the others.
  private let waiting = Shared<ArraySlice<Job>>([])
  private let isClosed = Shared(false)

  func add(_ jobs: [Job]) {
    changed.withLock {
      waiting.value += jobs
      changed.broadcast()
    }
  }

  /// The next job, or nil when the queue is closed and empty.
  func take() -> Job? {
    changed.withLock {
      while waiting.value.isEmpty && !isClosed.value { changed.wait() }
      return waiting.value.popFirst()
    }
  }

  func close() {
    changed.withLock {
      isClosed.value = true
      changed.broadcast()
    }
  }
}

/// How many jobs of one call have not ended yet; the caller sleeps until there are none.
private final class Countdown: Sendable {
  private let changed = Condition()
  private let count: Shared<Int>

  init(from count: Int) { self.count = Shared(count) }

  func countDown() {
    changed.withLock {
      count.value -= 1
      if count.value == 0 { changed.broadcast() }
    }
  }

  func wait() {
    changed.withLock {
      while count.value > 0 { changed.wait() }
    }
  }
}
