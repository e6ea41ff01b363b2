// Mistake: Whether there are threads is asked in one withLock; they are noted in another, by two callers.
// Diagnosis: checkThenAct

import Dispatch
import ExerciseKit
import Synchronization

private final class Jobs: @unchecked Sendable {
  private let condition = Condition()
  private var waiting: [@Sendable () -> Void] = []
  private var isClosed = false

  func add(_ jobs: [@Sendable () -> Void]) {
    condition.withLock {
      waiting += jobs
      condition.broadcast()
    }
  }

  func next() -> (@Sendable () -> Void)? {
    condition.withLock {
      while waiting.isEmpty && !isClosed { condition.wait() }
      return waiting.isEmpty ? nil : waiting.removeFirst()
    }
  }

  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }
}

/// A team of threads that is made once and then works through one list after another.
public final class ThreadPool: Sendable {
  private let workers: Int
  private let jobs = Jobs()
  private let threads = Mutex<[SpawnedThread]>([])

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    self.workers = workers
  }

  private func startIfNeeded() {
    guard threads.withLock({ $0.isEmpty }) else { return }
    let jobs = self.jobs
    let team = (0..<workers).map { _ in
      spawn { while let job = jobs.next() { job() } }
    }
    threads.withLock { $0 = team }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    if inputs.isEmpty { return [] }
    startIfNeeded()
    let results = Mutex([Int: Result<Output, any Error>]())
    let group = DispatchGroup()
    let run: @Sendable (Int) -> Void = { place in
      let result = Result { try transform(inputs[place]) }
      results.withLock { $0[place] = result }
      group.leave()
    }
    for _ in inputs { group.enter() }
    jobs.add(inputs.indices.map { place in { run(place) } })
    group.wait()
    let all = results.withLock { $0 }
    return try inputs.indices.compactMap { try all[$0]?.get() }
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    jobs.close()
    for thread in threads.withLock({ $0 }) { thread.join() }
  }
}
