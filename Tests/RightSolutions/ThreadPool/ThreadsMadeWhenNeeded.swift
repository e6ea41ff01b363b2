import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let workers: Int
  private let changed = Condition()
  private let jobs = Shared<[@Sendable () -> Void]>([])
  private let idle = Shared(0)
  private let isOpen = Shared(true)
  private let threads = Shared<[SpawnedThread]>([])

  /// Starts no thread yet: the first jobs do.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    self.workers = workers
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let slots = inputs.map { _ in Shared<Result<Output, any Error>?>(nil) }
    let ended = CountingSemaphore(value: 0)
    for (input, slot) in zip(inputs, slots) {
      submit {
        slot.value = Result { try transform(input) }
        ended.signal()
      }
    }
    for _ in inputs { ended.wait() }
    return try slots.compactMap { try $0.value?.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    let leaving = changed.withLock {
      isOpen.value = false
      changed.broadcast()
      return threads.value
    }
    for thread in leaving { thread.join() }
  }

  private func submit(_ job: @escaping @Sendable () -> Void) {
    changed.withLock {
      jobs.value.append(job)
      if jobs.value.count > idle.value && threads.value.count < workers {
        threads.value.append(spawn { self.work() })
      }
      changed.signal()
    }
  }

  private func work() {
    while let job = nextJob() { job() }
  }

  private func nextJob() -> (@Sendable () -> Void)? {
    changed.withLock {
      idle.value += 1
      defer { idle.value -= 1 }
      while jobs.value.isEmpty && isOpen.value { changed.wait() }
      return jobs.value.isEmpty ? nil : jobs.value.removeFirst()
    }
  }
}
