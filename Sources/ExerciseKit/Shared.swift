internal import Interleaving

/// A value that several threads can reach, with no locking of its own.
///
/// The compiler lets it cross threads, so whether its uses are safe is yours to see to: hold one
/// lock around every access, and around a read and the write that depends on it.
public final class Shared<Value: Sendable>: @unchecked Sendable {
  // Unchecked on purpose: what this type is for is to let missing locks happen.
  private var stored: Value
  private let identity = Conducting.newIdentity()

  /// Makes a shared value that starts as `value`.
  public init(_ value: Value) { stored = value }

  /// The value now; reading and writing are two separate steps.
  public var value: Value {
    get {
      Conducting.conductor?.take(.read, identity) { Trace.words(of: stored) }
      Sanitizer.noteRead?(mark)
      return stored
    }
    set {
      Conducting.conductor?.take(.write, identity) { Trace.words(of: newValue) }
      Sanitizer.noteWrite?(mark)
      stored = newValue
    }
  }

  /// A byte of this object that stands for the value: a count of references, which the sanitizer
  /// hears of from nobody else.
  private var mark: UnsafeRawPointer {
    UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) + MemoryLayout<Int>.size
  }
}
