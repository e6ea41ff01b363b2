import ExerciseKit
import Synchronization

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let desk = Desk()
  private let threads: [SpawnedThread]

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let desk = desk
    threads = (0..<workers).map { _ in spawn { desk.serve() } }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    guard !inputs.isEmpty else { return [] }
    let slots = inputs.map { _ in Shared<Result<Output, any Error>?>(nil) }
    let next = Atomic(0)
    let open = Atomic(inputs.count)
    let ended = CountingSemaphore(value: 0)
    // The same job for every thread: it takes tickets until there are no more.
    desk.add(copies: min(threads.count, inputs.count)) {
      while true {
        let ticket = next.add(1, ordering: .relaxed).oldValue
        guard ticket < inputs.count else { return }
        slots[ticket].value = Result { try transform(inputs[ticket]) }
        if open.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { ended.signal() }
      }
    }
    ended.wait()
    return try slots.compactMap { try $0.value?.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    desk.close()
    for thread in threads { thread.join() }
  }
}

private final class Desk: Sendable {
  private let changed = Condition()
  private let jobs = Shared<[@Sendable () -> Void]>([])
  private let isOpen = Shared(true)

  func add(copies: Int, _ job: @escaping @Sendable () -> Void) {
    changed.withLock {
      jobs.value += Array(repeating: job, count: copies)
      changed.broadcast()
    }
  }

  func close() {
    changed.withLock {
      isOpen.value = false
      changed.broadcast()
    }
  }

  func serve() {
    changed.lock()
    defer { changed.unlock() }
    while true {
      while jobs.value.isEmpty && isOpen.value { changed.wait() }
      guard !jobs.value.isEmpty else { return }
      let job = jobs.value.removeFirst()
      changed.unlock()
      job()
      changed.lock()
    }
  }
}
