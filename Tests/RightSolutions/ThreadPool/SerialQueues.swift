import Dispatch
import ExerciseKit
import Foundation

private final class Jobs: @unchecked Sendable {
  private let condition = NSCondition()
  private var waiting: [@Sendable () -> Void] = []
  private var isClosed = false

  func add(_ jobs: [@Sendable () -> Void]) {
    condition.lock()
    waiting.append(contentsOf: jobs)
    condition.broadcast()
    condition.unlock()
  }

  func next() -> (@Sendable () -> Void)? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty && !isClosed { condition.wait() }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }

  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }
}

private final class Results<Output: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var places: [Result<Output, any Error>?]

  init(count: Int) { places = Array(repeating: nil, count: count) }

  func store(_ result: Result<Output, any Error>, at place: Int) {
    lock.lock()
    places[place] = result
    lock.unlock()
  }

  func get() throws -> [Output] {
    lock.lock()
    let copy = places
    lock.unlock()
    return try copy.compactMap { try $0?.get() }
  }
}

/// A team of threads that is made once and then works through one list after another.
///
/// Each worker is one long block on a serial queue of its own, and all that they share lies under
/// one NSCondition.
public final class ThreadPool: Sendable {
  private let jobs = Jobs()
  private let ended = DispatchGroup()

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    for number in 0..<workers {
      let queue = DispatchQueue(label: "worker \(number)")
      queue.async(group: ended) { [jobs] in
        while let job = jobs.next() { job() }
      }
    }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    if inputs.isEmpty { return [] }
    let results = Results<Output>(count: inputs.count)
    let group = DispatchGroup()
    for _ in inputs { group.enter() }
    jobs.add(
      inputs.enumerated().map { place, input in
        {
          results.store(Result { try transform(input) }, at: place)
          group.leave()
        }
      })
    group.wait()
    return try results.get()
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    jobs.close()
    ended.wait()
  }
}
