import Dispatch
import ExerciseKit
import Foundation

// One call of `map`, without its types. The numbers are guarded by the lock of the `Hall`.
private class Batch: @unchecked Sendable {
  let count: Int
  var begun = 0
  var underWay = 0
  let isOver = DispatchSemaphore(value: 0)  // signalled once, when nothing is left

  init(count: Int) { self.count = count }

  /// Runs the transform for one place, and says whether it went well.
  func perform(_ place: Int) -> Bool {
    preconditionFailure("a batch without work")
  }
}

private final class ListBatch<Input: Sendable, Output: Sendable>: Batch, @unchecked Sendable {
  typealias Outcome = Result<Output, any Error>

  private let inputs: [Input]
  private let transform: @Sendable (Input) throws -> Output
  /// Each place is written by the one thread that performs it, and read when the batch is over.
  private let outcomes: UnsafeMutableBufferPointer<Outcome?>

  init(_ inputs: [Input], _ transform: @escaping @Sendable (Input) throws -> Output) {
    self.inputs = inputs
    self.transform = transform
    outcomes = .allocate(capacity: inputs.count)
    outcomes.initialize(repeating: nil)
    super.init(count: inputs.count)
  }

  deinit {
    outcomes.deinitialize()
    outcomes.deallocate()
  }

  override func perform(_ place: Int) -> Bool {
    do {
      outcomes[place] = .success(try transform(inputs[place]))
      return true
    } catch {
      outcomes[place] = .failure(error)
      return false
    }
  }

  // Places are begun from the first to the last. So those that were left out after a failure lie
  // behind it, and the loop never comes to them.
  func outputs() throws -> [Output] {
    var outputs: [Output] = []
    outputs.reserveCapacity(count)
    for case let outcome? in outcomes { outputs.append(try outcome.get()) }
    return outputs
  }
}

// Where the batches stand in a row. A worker takes one place of the first batch, and that batch goes
// to the end of the row: so a short list needn't wait until a long one is through.
private final class Hall: @unchecked Sendable {
  private let condition = NSCondition()
  private var row: [Batch] = []  // only those with places that can be begun
  private var isClosed = false

  func enter(_ batch: Batch) {
    condition.lock()
    row.append(batch)
    condition.broadcast()
    condition.unlock()
  }

  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  func serve() {
    while let (batch, place) = begin() {
      let wentWell = batch.perform(place)
      end(batch, wentWell)
    }
  }

  private func begin() -> (Batch, Int)? {
    condition.lock()
    defer { condition.unlock() }
    while row.isEmpty {
      if isClosed { return nil }
      condition.wait()
    }
    let batch = row.removeFirst()
    let place = batch.begun
    batch.begun += 1
    batch.underWay += 1
    if batch.begun < batch.count { row.append(batch) }
    return (batch, place)
  }

  private func end(_ batch: Batch, _ wentWell: Bool) {
    condition.lock()
    defer { condition.unlock() }
    if !wentWell, batch.begun < batch.count {
      batch.begun = batch.count  // nothing more of this list is begun
      row.removeAll { $0 === batch }
    }
    batch.underWay -= 1
    if batch.underWay == 0, batch.begun == batch.count { batch.isOver.signal() }
  }
}

/// A team of threads that serves call after call.
public final class ThreadPool: Sendable {
  private let hall = Hall()
  private let team: [SpawnedThread]

  /// Makes a pool.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    team = (1...workers).map { [hall] _ in spawn(hall.serve) }
  }

  /// Transforms all inputs with the pool's threads.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    if inputs.isEmpty { return [] }
    let batch = ListBatch(inputs, transform)
    hall.enter(batch)
    batch.isOver.wait()
    return try batch.outputs()
  }

  /// Ends the threads.
  public func shutDown() {
    hall.close()
    team.forEach { $0.join() }
  }
}
