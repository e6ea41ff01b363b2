#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What Thread Sanitizer must be told, because it can't see it; nil in a program without it.
///
/// Generic code that isn't specialised reads and writes through functions of the Swift runtime,
/// which isn't instrumented: without these notes no race on a `Shared` would ever be found.
enum Sanitizer {
  typealias Note = @convention(c) (UnsafeRawPointer) -> Void

  /// Notes that the calling thread reads the byte at an address.
  static let noteRead = find("__tsan_read1")
  /// Notes that the calling thread writes the byte at an address.
  static let noteWrite = find("__tsan_write1")

  private static func find(_ name: String) -> Note? {
    dlsym(dlopen(nil, RTLD_NOW), name).map { unsafeBitCast($0, to: Note.self) }
  }
}
