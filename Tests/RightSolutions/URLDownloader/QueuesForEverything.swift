import Dispatch
import ExerciseKit
import Foundation

/// No thread and no lock is named here, only serial queues: one for each worker, one that guards what
/// is shared, and one on which `progress` is called.
public func download(
  _ urls: [URL],
  workers: Int,
  fetch: @escaping @Sendable (URL) throws -> Data,
  progress: @escaping @Sendable (_ finished: Int, _ total: Int) -> Void
) throws -> [Result<Data, any Error>] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }

  let everything = DispatchGroup()
  let ledger = Ledger(count: urls.count)
  let herald = Herald(total: urls.count, progress)

  for number in 0..<min(workers, urls.count) {
    DispatchQueue(label: "download.worker.\(number)").async(group: everything) {
      // One block for all pages of this worker: so it keeps its thread.
      while let place = ledger.takePlace() {
        ledger.store(Result { try fetch(urls[place]) }, at: place)
        herald.oneMore(in: everything)
      }
    }
  }
  everything.wait()
  return ledger.results()
}

private final class Ledger: @unchecked Sendable {
  private let access = DispatchQueue(label: "download.ledger")
  // Touched only on `access`:
  private var places: Range<Int>
  private var stored: [Int: Result<Data, any Error>] = [:]

  init(count: Int) { places = 0..<count }

  func takePlace() -> Int? {
    access.sync { places.popFirst() }
  }

  func store(_ result: Result<Data, any Error>, at place: Int) {
    access.sync { stored[place] = result }
  }

  func results() -> [Result<Data, any Error>] {
    access.sync { stored.sorted { $0.key < $1.key }.map(\.value) }
  }
}

private final class Herald: @unchecked Sendable {
  private let stage = DispatchQueue(label: "download.progress")
  private let total: Int
  private let progress: @Sendable (Int, Int) -> Void
  private var finished = 0  // touched only on `stage`

  init(total: Int, _ progress: @escaping @Sendable (Int, Int) -> Void) {
    self.total = total
    self.progress = progress
  }

  // Comes back at once. The group waits for what is told later, too.
  func oneMore(in group: DispatchGroup) {
    stage.async(group: group) {
      self.finished += 1
      self.progress(self.finished, self.total)
    }
  }
}
