import Foundation
import Synchronization

/// The kit's own parallel loop, against which a student's is timed.
///
/// Runs `body` for every index below `count` on `workers` threads, which take the next index when
/// they are done with one, and returns when all have ended.
public func inParallel(
  workers: Int, count: Int, _ body: @escaping @Sendable (_ index: Int) -> Void
) {
  let next = Atomic(0)
  let ended = DispatchSemaphore(value: 0)
  // Lent to the threads: this function outlives them.
  withUnsafePointer(to: next) { next in
    let lent = Lent(pointer: next)
    for _ in 0..<workers {
      Thread.detachNewThread {
        while true {
          let index = lent.pointer.pointee.add(1, ordering: .relaxed).oldValue
          guard index < count else { break }
          body(index)
        }
        ended.signal()
      }
    }
    for _ in 0..<workers { ended.wait() }
  }
}

private struct Lent: @unchecked Sendable {
  let pointer: UnsafePointer<Atomic<Int>>
}
