import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Who runs the calling code, as the operating system and Dispatch name it.
enum ThreadIdentity {
  /// The operating system's number of the calling thread.
  static var current: Int {
    #if canImport(Darwin)
      var number: UInt64 = 0
      pthread_threadid_np(nil, &number)
      return Int(number)
    #else
      return Int(gettidFunction?() ?? 0)
    #endif
  }

  /// The label of the Dispatch queue that runs the calling code; empty on a plain thread.
  static var queueLabel: String {
    guard let label = queueLabelFunction?(nil).map({ String(cString: $0) }) else { return "" }
    // Dispatch's answer on a thread that no queue runs on; work never gets there by itself.
    return label.hasSuffix(".overcommit") ? "" : label
  }

  // Both are looked up by name: Swift's view of Dispatch and of Glibc leaves them out on Linux.
  private static let queueLabelFunction = symbol(
    "dispatch_queue_get_label",
    as: (@convention(c) (UnsafeRawPointer?) -> UnsafePointer<CChar>?).self
  )
  private static let gettidFunction = symbol("gettid", as: (@convention(c) () -> Int32).self)
}

/// A C function by its name: Swift's view of Glibc leaves some out.
func symbol<Function>(_ name: String, as type: Function.Type) -> Function? {
  #if canImport(Darwin)
    let anywhere = UnsafeMutableRawPointer(bitPattern: -2)
  #else
    let anywhere: UnsafeMutableRawPointer? = nil
  #endif
  return dlsym(anywhere, name).map { unsafeBitCast($0, to: type) }
}
