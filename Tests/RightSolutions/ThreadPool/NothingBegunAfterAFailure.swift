import ExerciseKit

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let changed = Condition()
  private let batches = Shared<[Batch]>([])
  private let isOpen = Shared(true)
  private let threads = Shared<[SpawnedThread]>([])

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    threads.value = (0..<workers).map { _ in spawn { self.work() } }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    guard !inputs.isEmpty else { return [] }
    let slots = inputs.map { _ in Shared<Result<Output, any Error>?>(nil) }
    let batch = Batch(count: inputs.count) { index in
      let result = Result { try transform(inputs[index]) }
      slots[index].value = result
      if case .failure = result { return false }
      return true
    }
    changed.withLock {
      batches.value.append(batch)
      changed.broadcast()
      while !batch.isOver { changed.wait() }
    }
    // Inputs are begun in order, so whatever was not begun comes after the earliest failure.
    return try slots.compactMap { try $0.value?.get() }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    changed.withLock {
      isOpen.value = false
      changed.broadcast()
    }
    for thread in threads.value { thread.join() }
  }

  private func work() {
    changed.lock()
    defer { changed.unlock() }
    while true {
      if let batch = batches.value.first {
        let index = batch.begin()
        if !batch.hasMore { batches.value.removeFirst() }
        changed.unlock()
        let wentWell = batch.run(index)
        changed.lock()
        batch.end(wentWell: wentWell)
        if !batch.hasMore { batches.value.removeAll { $0 === batch } }
        if batch.isOver { changed.broadcast() }
      } else if isOpen.value {
        changed.wait()
      } else {
        return
      }
    }
  }
}

/// The inputs of one call; everything but `run` is called with the pool's lock held.
private final class Batch: Sendable {
  let run: @Sendable (Int) -> Bool
  private let count: Int
  private let next = Shared(0)
  private let running = Shared(0)
  private let hasFailed = Shared(false)

  init(count: Int, run: @escaping @Sendable (Int) -> Bool) {
    self.count = count
    self.run = run
  }

  var hasMore: Bool { next.value < count && !hasFailed.value }
  var isOver: Bool { !hasMore && running.value == 0 }

  func begin() -> Int {
    running.value += 1
    next.value += 1
    return next.value - 1
  }

  func end(wentWell: Bool) {
    running.value -= 1
    if !wentWell { hasFailed.value = true }
  }
}
