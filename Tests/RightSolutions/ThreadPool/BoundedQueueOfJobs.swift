import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let queue: BoundedQueue<@Sendable () -> Void>
  private let threads: [SpawnedThread]

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    let queue = BoundedQueue<@Sendable () -> Void>(capacity: workers)
    self.queue = queue
    threads = (0..<workers).map { _ in
      spawn {
        while let job = queue.take() { job() }
      }
    }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let lock = Lock()
    let results = Shared([Result<Output, any Error>?](repeating: nil, count: inputs.count))
    let ended = CountingSemaphore(value: 0)
    for (index, input) in inputs.enumerated() {
      queue.put {
        let result = Result { try transform(input) }
        lock.withLock { results.value[index] = result }
        ended.signal()
      }
    }
    for _ in inputs { ended.wait() }
    return try lock.withLock { try results.value.compactMap { try $0?.get() } }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    queue.close()
    for thread in threads { thread.join() }
  }
}

private final class BoundedQueue<Element: Sendable>: Sendable {
  private let changed = Condition()
  private let elements = Shared([Element]())
  private let isClosed = Shared(false)
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  func put(_ element: Element) {
    changed.withLock {
      while elements.value.count == capacity { changed.wait() }
      elements.value.append(element)
      changed.broadcast()
    }
  }

  func take() -> Element? {
    changed.withLock {
      while elements.value.isEmpty && !isClosed.value { changed.wait() }
      guard !elements.value.isEmpty else { return nil }
      changed.broadcast()
      return elements.value.removeFirst()
    }
  }

  func close() {
    changed.withLock {
      isClosed.value = true
      changed.broadcast()
    }
  }
}
