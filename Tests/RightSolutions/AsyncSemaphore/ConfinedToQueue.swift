import Dispatch
import ExerciseKit

/// Use it through `on` only.
private final class Line: @unchecked Sendable {
  typealias Waiter = CheckedContinuation<Void, any Error>

  private let queue = DispatchQueue(label: "line")
  private var free: Int
  private var numbers: ClosedRange<Int> = 0...0
  private var waiting: [Int: Waiter] = [:]
  private var cancelled: Set<Int> = []

  init(free: Int) { self.free = free }

  func makeNumber() -> Int {
    queue.sync {
      numbers = numbers.lowerBound...(numbers.upperBound + 1)
      return numbers.upperBound
    }
  }

  func enter(_ number: Int, _ waiter: Waiter) {
    let outcome: Result<Void, any Error>? = queue.sync {
      if cancelled.contains(number) { return .failure(CancellationError()) }
      if free > 0 {
        free -= 1
        return .success(())
      }
      waiting[number] = waiter
      return nil
    }
    if let outcome { waiter.resume(with: outcome) }
  }

  func cancel(_ number: Int) {
    let waiter: Waiter? = queue.sync {
      if let waiter = waiting.removeValue(forKey: number) { return waiter }
      cancelled.insert(number)
      return nil
    }
    waiter?.resume(throwing: CancellationError())
  }

  func forget(_ number: Int) {
    queue.sync { _ = cancelled.remove(number) }
  }

  func leave() {
    let next: Waiter? = queue.sync {
      while numbers.lowerBound < numbers.upperBound {
        numbers = (numbers.lowerBound + 1)...numbers.upperBound
        if let next = waiting.removeValue(forKey: numbers.lowerBound) { return next }
      }
      free += 1
      return nil
    }
    next?.resume()
  }
}

/// Lets a fixed number of operations run at the same time; the others wait without a thread.
///
/// The plain class is used on one serial queue only, also by onCancel, and the continuations are
/// resumed outside of the queue.
public actor AsyncSemaphore {
  private let line: Line

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    line = Line(free: permits)
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    let number = line.makeNumber()
    defer { line.forget(number) }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { line.enter(number, $0) }
    } onCancel: {
      line.cancel(number)
    }
    defer { line.leave() }
    return try await operation()
  }
}
