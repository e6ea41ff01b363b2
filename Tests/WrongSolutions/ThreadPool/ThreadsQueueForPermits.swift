// Mistake: The permits limit how many work at once, but each input still gets a new thread.
// Diagnosis: unbounded

import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let permits: CountingSemaphore

  /// Makes a permit for each of the `workers`.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    permits = CountingSemaphore(value: workers)
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let slots = inputs.map { _ in Shared<Result<Output, any Error>?>(nil) }
    let threads = zip(inputs, slots).map { input, slot in
      permits.wait()
      return spawn {
        slot.value = Result { try transform(input) }
        self.permits.signal()
      }
    }
    for thread in threads { thread.join() }
    return try slots.compactMap { try $0.value?.get() }
  }

  /// Has nothing to end.
  public func shutDown() {}
}
