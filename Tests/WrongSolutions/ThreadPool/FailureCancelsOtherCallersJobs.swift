// Mistake: A failure throws away all jobs in the queue, those of other calls too.
// Diagnosis: errorSpreads

import ExerciseKit

private struct Job: Sendable {
  let run: @Sendable () -> Void
  let cancel: @Sendable () -> Void
}

private final class Office: Sendable {
  let bench = Condition()
  let jobs = Shared<[Job]>([])
  let isClosed = Shared(false)

  func add(_ new: [Job]) {
    bench.withLock {
      jobs.value += new
      for _ in new { bench.signal() }
    }
  }

  func next() -> Job? {
    bench.withLock {
      while jobs.value.isEmpty && !isClosed.value { bench.wait() }
      return jobs.value.isEmpty ? nil : jobs.value.removeFirst()
    }
  }

  func work() {
    while let job = next() { job.run() }
  }

  /// After a failure the rest need not be begun.
  func cancelRest() {
    let rest = bench.withLock {
      let rest = jobs.value
      jobs.value = []
      return rest
    }
    for job in rest { job.cancel() }
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
    let office = self.office
    let done = Condition()
    let left = Shared(inputs.count)
    let results = Shared([Result<Output, any Error>?](repeating: nil, count: inputs.count))
    let finish: @Sendable (Int, Result<Output, any Error>) -> Void = { index, result in
      done.withLock {
        results.value[index] = result
        left.value -= 1
        if left.value == 0 { done.signal() }
      }
    }
    office.add(
      inputs.indices.map { index in
        Job(
          run: {
            let result = Result { try transform(inputs[index]) }
            if case .failure = result { office.cancelRest() }
            finish(index, result)
          },
          cancel: { finish(index, .failure(CancellationError())) })
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
