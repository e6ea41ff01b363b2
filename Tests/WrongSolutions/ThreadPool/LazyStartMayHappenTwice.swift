// Mistake: Two first calls at once may both find no threads, and each makes a team.
// Diagnosis: checkThenAct

import ExerciseKit

private final class Office: Sendable {
  let bench = Condition()
  let jobs = Shared<[@Sendable () -> Void]>([])
  let isClosed = Shared(false)

  func add(_ new: [@Sendable () -> Void]) {
    bench.withLock {
      jobs.value += new
      for _ in new { bench.signal() }
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
  private let office = Office()
  private let workers: Int
  private let threads = Shared<[SpawnedThread]>([])

  /// Makes a pool.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    self.workers = workers
  }

  private func startIfNeeded() {
    let office = self.office
    let isNeeded = office.bench.withLock { threads.value.isEmpty }
    guard isNeeded else { return }
    let team = (0..<workers).map { _ in spawn { office.work() } }
    office.bench.withLock { threads.value += team }
  }

  /// Transforms all inputs with the pool's threads.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    if inputs.isEmpty { return [] }
    startIfNeeded()
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
    let team = office.bench.withLock {
      office.isClosed.value = true
      office.bench.broadcast()
      return threads.value
    }
    for thread in team { thread.join() }
  }
}
