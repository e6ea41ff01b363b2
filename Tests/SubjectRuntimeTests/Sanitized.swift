@testable import ExerciseKit

/// Whether these tests run under Thread Sanitizer, which stands in for the locks' functions itself and
/// keeps signals back.
let isSanitized = Sanitizer.noteRead != nil
