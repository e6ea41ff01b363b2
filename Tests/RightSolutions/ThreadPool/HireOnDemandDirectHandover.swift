import Dispatch
import ExerciseKit
import Foundation

private typealias Job = @Sendable () -> Void

// One thread of the pool. Whoever has a job for it hands it over and rings.
private final class Courier: @unchecked Sendable {
  private let bell = DispatchSemaphore(value: 0)
  private var inHand: Job?  // written before the ring, read after it

  /// `nil` sends the courier home.
  func give(_ job: Job?) {
    inHand = job
    bell.signal()
  }

  func waitForRing() -> Job? {
    bell.wait()
    defer { inHand = nil }
    return inHand
  }
}

/// A queue of jobs that found nobody free: a singly linked list with a tail.
private struct Backlog {
  private final class Node {
    let job: Job
    var next: Node?
    init(_ job: @escaping Job) { self.job = job }
  }

  private var first: Node?
  private var last: Node?

  mutating func append(_ job: @escaping Job) {
    let node = Node(job)
    if let last { last.next = node } else { first = node }
    last = node
  }

  mutating func popFirst() -> Job? {
    guard let node = first else { return nil }
    first = node.next
    if first == nil { last = nil }
    return node.job
  }
}

/// Couriers are hired when there is a job and nobody is idle, up to the limit, and then they stay.
private final class Office: @unchecked Sendable {
  private let limit: Int
  private let lock = NSLock()
  private let employed = DispatchGroup()
  // Guarded by `lock`:
  private var backlog = Backlog()
  private var idle: [Courier] = []
  private var hired = 0
  private var isClosed = false

  init(limit: Int) { self.limit = limit }

  func accept(_ job: @escaping Job) {
    lock.lock()
    if let courier = idle.popLast() {
      lock.unlock()
      courier.give(job)
    } else if hired < limit {
      hired += 1
      employed.enter()
      lock.unlock()
      Thread.detachNewThread {
        self.career(of: Courier(), beginningWith: job)
        self.employed.leave()
      }
    } else {
      backlog.append(job)
      lock.unlock()
    }
  }

  private func career(of courier: Courier, beginningWith first: @escaping Job) {
    var job: Job? = first
    while let errand = job {
      errand()
      job = nextJob(for: courier)
    }
  }

  private func nextJob(for courier: Courier) -> Job? {
    lock.lock()
    if let job = backlog.popFirst() {
      lock.unlock()
      return job
    }
    if isClosed {
      lock.unlock()
      return nil
    }
    idle.append(courier)
    lock.unlock()
    return courier.waitForRing()
  }

  func close() {
    lock.lock()
    isClosed = true
    let sleepers = idle
    idle = []
    lock.unlock()
    sleepers.forEach { $0.give(nil) }
    employed.wait()
  }
}

/// The outcomes of one call, by place.
private final class Tray<Output: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let size: Int
  private var outcomes: [Int: Result<Output, any Error>] = [:]

  init(size: Int) { self.size = size }

  func put(_ outcome: Result<Output, any Error>, at place: Int) {
    condition.lock()
    defer { condition.unlock() }
    outcomes[place] = outcome
    if outcomes.count == size { condition.signal() }
  }

  func waitUntilFull() -> [Int: Result<Output, any Error>] {
    condition.lock()
    defer { condition.unlock() }
    while outcomes.count < size { condition.wait() }
    return outcomes
  }
}

/// A team of threads that serves call after call.
public final class ThreadPool: Sendable {
  private let office: Office

  /// Makes a pool.
  public init(workers: Int) throws {
    if workers < 1 { throw InvalidArgument("workers", "must be at least 1, not \(workers)") }
    office = Office(limit: workers)
  }

  /// Transforms all inputs with the pool's threads.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let tray = Tray<Output>(size: inputs.count)
    for (place, input) in inputs.enumerated() {
      office.accept { tray.put(Result { try transform(input) }, at: place) }
    }
    let outcomes = tray.waitUntilFull()
    return try inputs.indices.compactMap { try outcomes[$0]?.get() }
  }

  /// Ends the threads.
  public func shutDown() {
    office.close()
  }
}
