package import Interleaving
import Synchronization

/// Asked before the steps of a controlled run that no function of the system's is called for.
package protocol Conductor: AnyObject, Sendable {
  /// Returns when the calling thread may take the step.
  ///
  /// - Parameters:
  ///   - kind: What it is about to do.
  ///   - object: The identity of what it does it to; 0 for nothing.
  ///   - value: Describes the value that is read or written.
  func take(_ kind: Step.Kind, _ object: Int, value: () -> String)

  /// An object with this identity is being made.
  func note(made object: Int)

  /// A condition and a lock are one thing, and have one number.
  func note(condition: UnsafeRawPointer, of lock: UnsafeRawPointer)

  /// What is done meanwhile is the kit's own: nobody need go before it.
  func quietly(_ body: () -> Void)
}

/// Where the kit's types learn that their run is a controlled one.
package enum Conducting {
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
