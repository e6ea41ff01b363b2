// Mistake: The caller's own thread runs the jobs; the pool's threads never get one.
// Diagnosis: sequential
// Earns: at most 20%

import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let closed = Condition()
  private let isClosed = Shared(false)
  private let threads: [SpawnedThread]

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let closed = closed
    let isClosed = isClosed
    threads = (0..<workers).map { _ in
      spawn {
        closed.withLock {
          while !isClosed.value { closed.wait() }
        }
      }
    }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let results = inputs.map { input in Result { try transform(input) } }
    return try results.map { try $0.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    closed.withLock {
      isClosed.value = true
      closed.broadcast()
    }
    for thread in threads { thread.join() }
  }
}
