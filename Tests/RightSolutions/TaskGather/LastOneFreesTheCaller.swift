import ExerciseKit
import Synchronization

/// Each child writes to a box of its own and counts itself off; who is the last frees the caller.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let boxes = operations.map { _ in Box<Value>() }
  let open = Countdown(operations.count)
  try await withThrowingTaskGroup { group in
    group.addTask { await open.wait() }
    for (box, operation) in zip(boxes, operations) {
      group.addTask {
        defer { open.countOff() }
        box.value = try await operation()
      }
    }
    while try await group.next() != nil {}
  }
  return boxes.compactMap(\.value)
}

private final class Box<Value>: @unchecked Sendable {
  var value: Value?
}

private final class Countdown: Sendable {
  private let open: Atomic<Int>
  private let waiter = Mutex<CheckedContinuation<Void, Never>?>(nil)

  // The one who waits counts as well, so that nobody comes too early.
  init(_ count: Int) { open = Atomic(count + 1) }

  func wait() async {
    await withCheckedContinuation { next in
      waiter.withLock { $0 = next }
      countOff()
    }
  }

  func countOff() {
    guard open.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
    waiter.withLock { $0.take() }?.resume()
  }
}
