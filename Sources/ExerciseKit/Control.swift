package import Interleaving
import Synchronization

/// Asked before every step of a controlled run: it lets one thread go at a time.
package protocol Conductor: AnyObject, Sendable {
  /// Returns when the calling thread may take the step.
  ///
  /// - Parameters:
  ///   - kind: What it is about to do.
  ///   - object: The identity of what it does it to.
  ///   - permits: How many permits a semaphore was made with; nil for all else.
  ///   - value: Describes the value that is read or written.
  func take(_ kind: Step.Kind, _ object: Int, permits: Int?, value: () -> String)

  /// An object with this identity is being made.
  func note(made object: Int)

  /// Starts a thread that takes its steps under this conductor.
  ///
  /// - Returns: What `join` takes.
  func spawn(_ body: @escaping @Sendable () -> Void) -> Int

  /// Returns when the thread with this handle has ended.
  func join(_ handle: Int)
}

extension Conductor {
  func take(_ kind: Step.Kind, _ object: Int) {
    take(kind, object, permits: nil) { "" }
  }
}

/// Where the kit's types learn that their run is a controlled one.
package enum Control {
  /// The conductor of this process; in ordinary runs there is none.
  @inline(__always) package static var conductor: (any Conductor)? {
    // All that an ordinary run pays: one load.
    isControlled.load(ordering: .acquiring) ? installed : nil
  }

  /// From now on every run is a controlled one; call it once.
  package static func install(_ conductor: any Conductor) {
    installed = conductor
    isControlled.store(true, ordering: .releasing)
  }

  private static let isControlled = Atomic(false)

  // Unsafe only by the letter: it is written once, before the flag that lets anybody read it.
  nonisolated(unsafe) private static var installed: (any Conductor)?

  private static let lastIdentity = Atomic(0)

  /// A number for one object that no other ever gets, as addresses are used again.
  static func newIdentity() -> Int {
    let identity = lastIdentity.add(1, ordering: .relaxed).newValue
    conductor?.note(made: identity)
    return identity
  }
}
