import Dispatch
import Synchronization

/// What a piece of work waits at until it is let go.
protocol Hold: Sendable {
  /// Lets the work go, whether it waits by now or not.
  func letGo()
}

extension DispatchSemaphore: Hold {
  func letGo() { signal() }
}

/// What a task waits at without a thread.
final class TaskHold: Hold {
  private enum State {
    case closed
    case waiting(CheckedContinuation<Void, Never>)
    case open
  }

  private let state = Mutex(State.closed)

  /// Waits until it is let go or, unless it is stubborn, cancelled.
  ///
  /// - Parameter learn: Called when the task is cancelled while it waits.
  /// - Throws: `CancellationError` if it was cancelled and isn't stubborn.
  func wait(isStubborn: Bool, learn: @escaping @Sendable () -> Void) async throws {
    let isCancelled = Mutex(false)
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOpen = state.withLock { state in
          if case .open = state { return true }
          state = .waiting(continuation)
          return false
        }
        if isOpen { continuation.resume() }
      }
    } onCancel: {
      learn()
      guard !isStubborn else { return }
      isCancelled.withLock { $0 = true }
      Cancelling.letGo(self)
    }
    if isCancelled.withLock({ $0 }) { throw CancellationError() }
  }

  /// Whether it has been let go.
  var isOpen: Bool {
    state.withLock { if case .open = $0 { true } else { false } }
  }

  func letGo() {
    let waiting = state.withLock { state in
      defer { state = .open }
      if case .waiting(let continuation) = state { return continuation as CheckedContinuation? }
      return nil
    }
    waiting?.resume()
  }
}
