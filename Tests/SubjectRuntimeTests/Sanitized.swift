@testable import SubjectRuntime

/// Whether these tests run under Thread Sanitizer, which stands in for the locks' functions itself and
/// keeps signals back.
let isSanitized =
  symbol("__tsan_read1", as: (@convention(c) (UnsafeRawPointer) -> Void).self) != nil
