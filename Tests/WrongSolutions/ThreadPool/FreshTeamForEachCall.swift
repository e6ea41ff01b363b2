// Mistake: Each call of map starts a team of its own instead of using the same threads again.
// Diagnosis: unbounded

import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let workers: Int

  /// Remembers how many threads a call is to use.
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
    let lock = Lock()
    let next = Shared(0)
    let threads = (0..<min(workers, inputs.count)).map { _ in
      spawn {
        while true {
          let index = lock.withLock {
            next.value += 1
            return next.value - 1
          }
          guard index < inputs.count else { return }
          slots[index].value = Result { try transform(inputs[index]) }
        }
      }
    }
    for thread in threads { thread.join() }
    return try slots.compactMap { try $0.value?.get() }
  }

  /// Has nothing to end: every call has ended its own threads.
  public func shutDown() {}
}
