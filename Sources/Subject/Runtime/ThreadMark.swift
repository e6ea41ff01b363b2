#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Which thread of which controlled run a thread is; kept by the thread itself.
struct ThreadMark: Equatable {
  let run: Int
  let thread: Int
  /// Whether the kit made it, for this run alone.
  let isKits: Bool

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The calling thread's mark, if it has one.
  static var current: ThreadMark? {
    get {
      let bits = Int(bitPattern: pthread_getspecific(key))
      guard bits != 0 else { return nil }
      return ThreadMark(run: bits >> 9, thread: bits >> 2 & 127, isKits: bits & 2 != 0)
    }
    set {
      let bits = newValue.map { $0.run << 9 | $0.thread << 2 | ($0.isKits ? 2 : 0) | 1 } ?? 0
      pthread_setspecific(key, UnsafeRawPointer(bitPattern: bits))
    }
  }
}
