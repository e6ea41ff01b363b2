// Mistake: The error that came first in time is thrown, not that of the earliest input.
// Diagnosis: checkThenAct

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
    let slots = inputs.map { _ in Shared<Output?>(nil) }
    let failures = Lock()
    let failure = Shared<(any Error)?>(nil)
    let ended = CountingSemaphore(value: 0)
    for (input, slot) in zip(inputs, slots) {
      put {
        do {
          slot.value = try transform(input)
        } catch {
          failures.withLock {
            if failure.value == nil { failure.value = error }
          }
        }
        ended.signal()
      }
    }
    for _ in inputs { ended.wait() }
    if let error = failure.value { throw error }
    return slots.compactMap { $0.value }
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
