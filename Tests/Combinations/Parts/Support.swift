/// A private declaration behind the solution, for what C's types need in Swift.
enum Support: Int, CaseIterable, Sendable {
  case posixThread
  case posixMutex
  case posixWriteLock
  case posixBarrier

  var lines: Lines {
    switch self {
    case .posixThread: Self.thread
    case .posixMutex:
      Self.shared("PosixMutex", "pthread_mutex") + [
        "  func lock() { pthread_mutex_lock(pointer) }",
        "  func unlock() { pthread_mutex_unlock(pointer) }",
        "}",
      ]
    case .posixWriteLock:
      Self.shared("PosixWriteLock", "pthread_rwlock") + [
        "  func lock() { pthread_rwlock_wrlock(pointer) }",
        "  func unlock() { pthread_rwlock_unlock(pointer) }",
        "}",
      ]
    case .posixBarrier:
      Self.shared("PosixBarrier", "pthread_barrier", "_ count: Int", ", UInt32(count)") + [
        "  func wait() { pthread_barrier_wait(pointer) }",
        "}",
      ]
    }
  }

  /// The beginning of a class that keeps one of C's objects where it never moves.
  private static func shared(
    _ name: String, _ type: String, _ parameter: String = "", _ argument: String = ""
  ) -> Lines {
    [
      "private final class \(name): @unchecked Sendable {",
      "  // Unchecked: the pointer never changes, and what it points to is made to be shared.",
      "  private let pointer = UnsafeMutablePointer<\(type)_t>.allocate(capacity: 1)",
      "",
      "  init(\(parameter)) { \(type)_init(pointer, nil\(argument)) }",
      "",
      "  deinit {",
      "    \(type)_destroy(pointer)",
      "    pointer.deallocate()",
      "  }",
      "",
    ]
  }

  private static let thread: Lines = [
    "private final class Parcel: Sendable {",
    "  let body: @Sendable () -> Void",
    "  init(_ body: @escaping @Sendable () -> Void) { self.body = body }",
    "}",
    "",
    "private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {",
    "  var thread = pthread_t()",
    "  let status = pthread_create(",
    "    &thread, nil,",
    "    { raw in",
    "      if let raw { Unmanaged<Parcel>.fromOpaque(raw).takeRetainedValue().body() }",
    "      return nil",
    "    }, Unmanaged.passRetained(Parcel(body)).toOpaque())",
    "  precondition(status == 0, \"no room for one more thread\")",
    "  return thread",
    "}",
  ]
}
