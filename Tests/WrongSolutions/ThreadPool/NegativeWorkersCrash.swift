// Mistake: Only 0 workers is refused; a negative number makes a range that stops the program.
// Diagnosis: crashed
// Line: threads.value = (0..<workers).map { _ in spawn { self.work() } }

import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let lock = Lock()
  private let jobs = Shared<[(@Sendable () -> Void)?]>([])
  private let filled = CountingSemaphore(value: 0)
  private let threads = Shared<[SpawnedThread]>([])

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers != 0 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    threads.value = (0..<workers).map { _ in spawn { self.work() } }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let slots = inputs.map { _ in Shared<Result<Output, any Error>?>(nil) }
    let ended = CountingSemaphore(value: 0)
    for (input, slot) in zip(inputs, slots) {
      put {
        slot.value = Result { try transform(input) }
        ended.signal()
      }
    }
    for _ in inputs { ended.wait() }
    return try slots.compactMap { try $0.value?.get() }
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
