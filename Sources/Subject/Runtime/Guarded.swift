import Synchronization

/// A value behind a lock, for adapters.
///
/// An adapter that holds a `Mutex` itself has, unoptimised, a copy of the function that gives it back. The
/// linker keeps one copy for all, and the student's may not be replaced by one that isn't instrumented.
public final class Guarded<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  /// Guards a value.
  public init(_ value: Value) { self.value = Mutex(value) }

  /// Gives `body` the value to read or to change.
  public func withLock<Result: Sendable, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try value.withLock { (value: inout sending Value) throws(Failure) -> Result in
      try body(&value)
    }
  }
}
