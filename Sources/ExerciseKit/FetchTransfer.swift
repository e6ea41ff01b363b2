import Dispatch
import Foundation

/// One fetch that runs beside the thread that started it.
protocol Transfer: Sendable {
  /// Sends the request; `completion` is called once.
  func start(_ completion: @escaping @Sendable (Result<Data, any Error>) -> Void)

  /// Gives the fetch up because of `error`, unless it has ended; may come before `start`.
  func stop(_ error: any Error)
}

/// Where the events of every fetch are handled.
///
/// A serial queue gets a thread even when every thread of Dispatch's pool is blocked in a fetch; a
/// global queue, or the operation queue that URLSession makes for itself, waits for one of those.
let fetchQueue = DispatchQueue(label: "fetch")

/// Calls a closure once after a time, unless it is cancelled before.
struct Timer: @unchecked Sendable {
  // Unchecked: Dispatch's sources may be used from any thread, but their type doesn't say so.
  private let source: any DispatchSourceTimer

  init(_ time: Duration, _ body: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeTimerSource(queue: fetchQueue)
    source.setEventHandler(handler: DispatchWorkItem(block: body))
    source.schedule(deadline: .now() + time.dispatchInterval)
    source.activate()
  }

  func cancel() { source.cancel() }
}

extension Duration {
  /// The same time for Dispatch, in nanoseconds and never negative.
  fileprivate var dispatchInterval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !whole.overflow else { return .never }
    return .nanoseconds(max(0, Int(whole.partialValue) + Int(attoseconds / 1_000_000_000)))
  }
}
