import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What makes it hard for the kit: threads that keep cores busy, and a limit on the cores it may use.
final class Load: Sendable {
  private let isOver = Atomic(false)

  /// Starts so many threads that do nothing but use the processor.
  init(loops: Int) {
    for _ in 0..<loops {
      Thread.detachNewThread { while !self.isOver.load(ordering: .relaxed) {} }
    }
  }

  func end() { isOver.store(true, ordering: .relaxed) }

  /// Binds the process, and all that it starts from now on, to so many cores.
  ///
  /// - Throws: `UsageError` where the system has no such thing, or not so many cores.
  static func bind(to cores: Int) throws {
    #if os(Linux)
      // Swift's view of Glibc leaves these two out.
      typealias Affinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> Int32
      guard let get = dlsym(nil, "sched_getaffinity"), let set = dlsym(nil, "sched_setaffinity")
      else { throw UsageError("--cores doesn't work on this system") }
      var allowed = [UInt8](repeating: 0, count: 128)
      _ = unsafeBitCast(get, to: Affinity.self)(0, allowed.count, &allowed)
      var left = cores
      for index in 0..<8 * allowed.count where allowed[index / 8] & 1 << (index % 8) != 0 {
        if left > 0 { left -= 1 } else { allowed[index / 8] &= ~(1 << (index % 8)) }
      }
      guard left == 0, unsafeBitCast(set, to: Affinity.self)(0, allowed.count, &allowed) == 0 else {
        throw UsageError("--cores \(cores) is more than this machine grants")
      }
    #else
      throw UsageError("--cores works on Linux only")
    #endif
  }
}
