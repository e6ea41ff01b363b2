// Mistake: A thread that met a failure ends, and a new one takes its place.
// Diagnosis: unbounded

import ExerciseKit

private final class Office: Sendable {
  let bench = Condition()
  let jobs = Shared<[@Sendable () -> Bool]>([])  // each tells whether it went well
  let isClosed = Shared(false)
  let threads = Shared<[SpawnedThread]>([])

  func add(_ new: [@Sendable () -> Bool]) {
    bench.withLock {
      jobs.value += new
      for _ in new { bench.signal() }
    }
  }

  func next() -> (@Sendable () -> Bool)? {
    bench.withLock {
      while jobs.value.isEmpty && !isClosed.value { bench.wait() }
      return jobs.value.isEmpty ? nil : jobs.value.removeFirst()
    }
  }

  func hire() {
    bench.withLock { threads.value.append(spawn { self.work() }) }
  }

  func work() {
    while let job = next() {
      if !job() {
        hire()  // who knows in what state this thread is now
        return
      }
    }
  }
}

/// A team of threads that serves call after call.
public final class ThreadPool: Sendable {
  private let office = Office()

  /// Makes a pool.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    for _ in 0..<workers { office.hire() }
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
          if case .failure = result { return false }
          return true
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
    var joined = 0
    while true {
      let thread = office.bench.withLock {
        joined < office.threads.value.count ? office.threads.value[joined] : nil
      }
      guard let thread else { return }
      thread.join()
      joined += 1
    }
  }
}
