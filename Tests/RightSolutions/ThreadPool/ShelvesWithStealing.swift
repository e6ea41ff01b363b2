import ExerciseKit
import Foundation

// Every worker has a shelf of its own. Who finds it empty takes from the far end of the fullest one.
//
// All shelves are behind one lock: there is little to do under it, and so nobody can overlook a job
// that is just being moved.
private final class Warehouse: @unchecked Sendable {
  typealias Job = @Sendable () -> Void

  private let floor = NSCondition()
  private var shelves: [ArraySlice<Job>]
  private var nextShelf = 0
  private var isClosed = false

  private let exit = NSCondition()
  private var present: Int  // guarded by `exit`

  init(workers: Int) {
    shelves = Array(repeating: [], count: workers)
    present = workers
  }

  func deliver(_ jobs: [Job]) {
    floor.lock()
    defer { floor.unlock() }
    for job in jobs {
      shelves[nextShelf].append(job)
      nextShelf = (nextShelf + 1) % shelves.count
    }
    floor.broadcast()
  }

  func work(at shelf: Int) {
    while let job = takeJob(near: shelf) { job() }
    exit.lock()
    present -= 1
    exit.broadcast()
    exit.unlock()
  }

  private func takeJob(near own: Int) -> Job? {
    floor.lock()
    defer { floor.unlock() }
    while true {
      if let job = shelves[own].popFirst() { return job }
      if let job = steal() { return job }
      if isClosed { return nil }
      floor.wait()
    }
  }

  /// With `floor` held.
  private func steal() -> Job? {
    let fullest = shelves.indices.max { shelves[$0].count < shelves[$1].count }
    return fullest.flatMap { shelves[$0].popLast() }
  }

  func closeAndWait() {
    floor.lock()
    isClosed = true
    floor.broadcast()
    floor.unlock()

    exit.lock()
    while present > 0 { exit.wait() }
    exit.unlock()
  }
}

/// Where the outcomes of one call are put together.
private final class Delivery<Output: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var outcomes: [Result<Output, any Error>?]
  private var missing: Int

  init(count: Int) {
    outcomes = Array(repeating: nil, count: count)
    missing = count
  }

  func fill(_ place: Int, with outcome: Result<Output, any Error>) {
    condition.lock()
    defer { condition.unlock() }
    outcomes[place] = outcome
    missing -= 1
    if missing == 0 { condition.broadcast() }
  }

  func unpack() throws -> [Output] {
    condition.lock()
    defer { condition.unlock() }
    while missing > 0 { condition.wait() }
    // From the first place to the last, so the first failure met is the earliest.
    return try outcomes.compactMap { try $0?.get() }
  }
}

/// A team of threads that serves call after call.
public final class ThreadPool: Sendable {
  private let warehouse: Warehouse

  /// Makes a pool.
  public init(workers: Int) throws {
    guard workers >= 1 else { throw InvalidArgument("workers", "at least one is needed") }
    let warehouse = Warehouse(workers: workers)
    for shelf in 0..<workers {
      Thread.detachNewThread { warehouse.work(at: shelf) }
    }
    self.warehouse = warehouse
  }

  /// Transforms all inputs with the pool's threads.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    guard !inputs.isEmpty else { return [] }
    let delivery = Delivery<Output>(count: inputs.count)
    warehouse.deliver(
      inputs.enumerated().map { place, input in
        { delivery.fill(place, with: Result { try transform(input) }) }
      })
    return try delivery.unpack()
  }

  /// Ends the threads.
  public func shutDown() {
    warehouse.closeAndWait()
  }
}
