import Control

/// The calls in which a task waits, or would if it were to wait now, each within the next, as distances in
/// bytes from where the program was loaded.
func awaits<Handle>(of task: Handle) -> [Int] {
  // Either handle of a task is a reference to it, and nothing else.
  let object = unsafeBitCast(task, to: UnsafeRawPointer.self)
  var calls = [UInt32](repeating: 0, count: 16)
  let count = controlAwaits(object, &calls, Int32(calls.count))
  return calls.prefix(Int(count)).map(Int.init)
}

/// The calls that led the task which goes to await this one.
///
/// The runtime notes them where a task begins to wait; this one goes on at once.
func awaitsOfCurrentTask() async -> [Int] {
  await withUnsafeContinuation { continuation in
    continuation.resume(returning: withUnsafeCurrentTask { $0.map { awaits(of: $0) } ?? [] })
  }
}
