import Dispatch
import Synchronization

/// Things that some threads hand in and one takes out, in their order.
final class Mailbox<Item: Sendable>: Sendable {
  private let items = Mutex<[Item]>([])
  private let count = DispatchSemaphore(value: 0)

  func put(_ item: Item) {
    items.withLock { $0.append(item) }
    count.signal()
  }

  /// Waits for the next one.
  func take() -> Item {
    count.wait()
    return items.withLock { $0.removeFirst() }
  }
}
