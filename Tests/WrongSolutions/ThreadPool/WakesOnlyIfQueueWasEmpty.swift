// Mistake: New jobs wake somebody only if the queue was empty before.
// Diagnosis: deadlock

import ExerciseKit

private final class Office: Sendable {
  let bench = Condition()
  let jobs = Shared<[@Sendable () -> Void]>([])
  let isClosed = Shared(false)

  func add(_ new: [@Sendable () -> Void]) {
    bench.withLock {
      let wasEmpty = jobs.value.isEmpty
      jobs.value += new
      if wasEmpty {  // otherwise the threads are awake already
        for _ in new { bench.signal() }
      }
    }
  }

  func next() -> (@Sendable () -> Void)? {
    bench.withLock {
      while jobs.value.isEmpty && !isClosed.value { bench.wait() }
      return jobs.value.isEmpty ? nil : jobs.value.removeFirst()
    }
  }

  func work() {
    while let job = next() { job() }
  }
}

/// A team of threads that serves call after call.
public final class ThreadPool: Sendable {
  private let office: Office
  private let threads: [SpawnedThread]

  /// Makes a pool.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let office = Office()
    self.office = office
    threads = (0..<workers).map { _ in spawn { office.work() } }
  }

  /// Transforms all inputs with the pool's threads.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    if inputs.isEmpty { return [] }
    let done = Condition()
    let left = Shared(inputs.count)
    let results = Shared([Result<Output, any Error>?](repeating: nil, count: inputs.count))
    office.add(
      inputs.indices.map { index in
        {
          let result = Result { try transform(inputs[index]) }
          done.withLock {
            results.value[index] = result
            left.value -= 1
            if left.value == 0 { done.signal() }
          }
        }
      })
    let all = done.withLock {
      while left.value > 0 { done.wait() }
      return results.value
    }
    return try all.compactMap { try $0?.get() }
  }

  /// Ends the threads.
  public func shutDown() {
    office.bench.withLock {
      office.isClosed.value = true
      office.bench.broadcast()
    }
    for thread in threads { thread.join() }
  }
}
