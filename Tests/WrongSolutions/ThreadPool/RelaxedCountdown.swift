// Mistake: The countdown to the last place is relaxed, so the writes aren't ordered before the reads.
// Passes: values of a type that isn't known are copied by functions of the library, unseen

import ExerciseKit
import Synchronization

private final class Call<Output: Sendable>: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Result<Output, any Error>?>
  private let remaining: Atomic<Int>
  private let done = CountingSemaphore(value: 0)

  init(count: Int) {
    places = .allocate(capacity: count)
    places.initialize(repeating: nil)
    remaining = Atomic(count)
  }

  deinit {
    places.deinitialize()
    places.deallocate()
  }

  func store(_ result: Result<Output, any Error>, at place: Int) {
    places[place] = result
    if remaining.subtract(1, ordering: .relaxed).newValue == 0 { done.signal() }
  }

  func wait() throws -> [Output] {
    done.wait()
    return try places.compactMap { try $0?.get() }
  }
}

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
      return waiting.popLast()
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
  private let jobs = Jobs()
  private let threads: [SpawnedThread]

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let jobs = self.jobs
    threads = (0..<workers).map { _ in
      spawn { while let job = jobs.next() { job() } }
    }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    if inputs.isEmpty { return [] }
    let call = Call<Output>(count: inputs.count)
    jobs.add(
      inputs.indices.reversed().map { place in
        { call.store(Result { try transform(inputs[place]) }, at: place) }
      })
    return try call.wait()
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    jobs.close()
    for thread in threads { thread.join() }
  }
}
