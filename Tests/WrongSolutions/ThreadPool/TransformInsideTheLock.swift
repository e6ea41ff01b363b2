// Mistake: The transform runs with the lock held that guards the results.
// Diagnosis: workInsideLock
// Line: board.withLock { results.value[index] = Result { try transform(input) } }

import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let lock = Lock()
  private let jobs = Shared<[(@Sendable () -> Void)?]>([])
  private let filled = CountingSemaphore(value: 0)
  private let threads = Shared<[SpawnedThread]>([])

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    threads.value = (0..<workers).map { _ in spawn { self.work() } }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let board = Lock()
    let results = Shared([Int: Result<Output, any Error>]())
    let ended = CountingSemaphore(value: 0)
    for (index, input) in inputs.enumerated() {
      put {
        board.withLock { results.value[index] = Result { try transform(input) } }
        ended.signal()
      }
    }
    for _ in inputs { ended.wait() }
    return try inputs.indices.compactMap { try results.value[$0]?.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    for _ in threads.value { put(nil) }
    for thread in threads.value { thread.join() }
  }

  private func put(_ job: (@Sendable () -> Void)?) {
    lock.withLock { jobs.value.append(job) }
    filled.signal()
  }

  private func take() -> (@Sendable () -> Void)? {
    filled.wait()
    return lock.withLock { jobs.value.removeFirst() }
  }

  private func work() {
    while let job = take() { job() }
  }
}
