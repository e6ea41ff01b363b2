// Mistake: Equal inputs in a list share one transform.
// Diagnosis: missedWork

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
    var firstPlace: [AnyHashable: Int] = [:]
    var source: [Int] = []  // for each input the place whose result it gets
    for index in inputs.indices {
      if let key = (inputs[index] as Any) as? AnyHashable {
        source.append(firstPlace[key] ?? index)
        if firstPlace[key] == nil { firstPlace[key] = index }
      } else {
        source.append(index)
      }
    }
    let places = inputs.indices.filter { source[$0] == $0 }
    let done = Condition()
    let left = Shared(places.count)
    let results = Shared([Result<Output, any Error>?](repeating: nil, count: inputs.count))
    office.add(
      places.map { index in
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
    return try source.compactMap { try all[$0]?.get() }
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
