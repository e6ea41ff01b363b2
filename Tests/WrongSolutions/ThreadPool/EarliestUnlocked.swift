// Mistake: The earliest failure is compared and replaced in plain properties without a lock.
// Diagnosis: dataRace

import Dispatch
import ExerciseKit
import Foundation
import Synchronization

private final class Failure: @unchecked Sendable {
  private(set) var place = Int.max
  private(set) var error: (any Error)?

  func note(_ error: any Error, at place: Int) {
    if place < self.place {
      self.place = place
      self.error = error
    }
  }
}

private final class Line: @unchecked Sendable {
  private let lock = NSLock()
  private let available = DispatchSemaphore(value: 0)
  private var jobs: [(@Sendable () -> Void)?] = []

  /// A nil tells one thread to end.
  func add(_ job: (@Sendable () -> Void)?) {
    lock.withLock { jobs.append(job) }
    available.signal()
  }

  func next() -> (@Sendable () -> Void)? {
    available.wait()
    return lock.withLock { jobs.removeFirst() }
  }
}

/// A team of threads that is made once and then works through one list after another.
public final class ThreadPool: Sendable {
  private let line = Line()
  private let threads: [SpawnedThread]
  private let isShut = Mutex(false)

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let line = self.line
    threads = (0..<workers).map { _ in
      spawn { while let job = line.next() { job() } }
    }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let outputs = Mutex([Output?](repeating: nil, count: inputs.count))
    let failure = Failure()
    let ended = DispatchSemaphore(value: 0)

    @Sendable func run(_ place: Int) {
      defer { ended.signal() }
      do {
        let output = try transform(inputs[place])
        outputs.withLock { $0[place] = output }
      } catch {
        failure.note(error, at: place)
      }
    }

    for place in inputs.indices { line.add { run(place) } }
    for _ in inputs { ended.wait() }
    if let error = failure.error { throw error }
    return outputs.withLock { $0.compactMap { $0 } }
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    let isFirst = isShut.withLock { isShut in
      defer { isShut = true }
      return !isShut
    }
    if isFirst { for _ in threads { line.add(nil) } }
    for thread in threads { thread.join() }
  }
}
