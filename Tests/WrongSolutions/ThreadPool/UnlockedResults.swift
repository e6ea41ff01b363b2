// Mistake: The pool's threads append their results to one array without a lock.
// Diagnosis: dataRace

import Dispatch
import ExerciseKit

private final class JobList: @unchecked Sendable {
  private let condition = Condition()
  private var jobs: [@Sendable () -> Void] = []
  private var isClosed = false

  func add(_ job: @escaping @Sendable () -> Void) {
    condition.withLock {
      jobs.append(job)
      condition.signal()
    }
  }

  func next() -> (@Sendable () -> Void)? {
    condition.withLock {
      while jobs.isEmpty && !isClosed { condition.wait() }
      return jobs.isEmpty ? nil : jobs.removeFirst()
    }
  }

  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }
}

private final class Results<Output: Sendable>: @unchecked Sendable {
  private var list: [(place: Int, result: Result<Output, any Error>)] = []

  func add(_ result: Result<Output, any Error>, at place: Int) {
    list.append((place, result))
  }

  func inOrder() throws -> [Output] {
    try list.sorted { $0.place < $1.place }.map { try $0.result.get() }
  }
}

/// A team of threads that is made once and then works through one list after another.
public final class ThreadPool: Sendable {
  private let jobs = JobList()
  private let threads: [SpawnedThread]

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    threads = (0..<workers).map { [jobs] _ in
      spawn {
        while let job = jobs.next() { job() }
      }
    }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let results = Results<Output>()
    let group = DispatchGroup()
    for (place, input) in inputs.enumerated() {
      group.enter()
      jobs.add {
        results.add(Result { try transform(input) }, at: place)
        group.leave()
      }
    }
    group.wait()
    return try results.inOrder()
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    jobs.close()
    for thread in threads { thread.join() }
  }
}
