import ExerciseKit
import Synchronization

private final class Call<Output: Sendable>: @unchecked Sendable {
  private let places: UnsafeMutablePointer<Result<Output, any Error>?>
  private let count: Int
  private let remaining: Atomic<Int>
  private let done = CountingSemaphore(value: 0)

  init(count: Int) {
    self.count = count
    places = .allocate(capacity: count)
    places.initialize(repeating: nil, count: count)
    remaining = Atomic(count)
  }

  deinit {
    places.deinitialize(count: count)
    places.deallocate()
  }

  func store(_ result: Result<Output, any Error>, at place: Int) {
    places[place] = result
    if remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { done.signal() }
  }

  func wait() throws -> [Output] {
    done.wait()
    return try (0..<count).compactMap { try places[$0]?.get() }
  }
}

/// A team of threads that is made once and then works through one list after another.
///
/// Each job writes its own place without a lock, and the countdown with acquire and release orders
/// all of them before the caller's reads.
public final class ThreadPool: Sendable {
  private let condition = Condition()
  private let jobs: Shared<[@Sendable () -> Void]>
  private let isClosed: Shared<Bool>
  private let threads: [SpawnedThread]

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let jobs = Shared<[@Sendable () -> Void]>([])
    let isClosed = Shared(false)
    self.jobs = jobs
    self.isClosed = isClosed
    threads = (0..<workers).map { [condition] _ in
      spawn {
        while true {
          condition.lock()
          while jobs.value.isEmpty && !isClosed.value { condition.wait() }
          let job = jobs.value.isEmpty ? nil : jobs.value.removeFirst()
          condition.unlock()
          guard let job else { return }
          job()
        }
      }
    }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    if inputs.isEmpty { return [] }
    let call = Call<Output>(count: inputs.count)
    let new: [@Sendable () -> Void] = inputs.indices.map { place in
      { call.store(Result { try transform(inputs[place]) }, at: place) }
    }
    condition.withLock {
      jobs.value += new
      condition.broadcast()
    }
    return try call.wait()
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    condition.withLock {
      isClosed.value = true
      condition.broadcast()
    }
    for thread in threads { thread.join() }
  }
}
