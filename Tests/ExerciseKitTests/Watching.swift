import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Runs `body` on a thread of its own and returns whether it came back.
///
/// It waits far longer than any right body takes; a thread that never comes back is left behind.
func comesBack(_ body: @escaping @Sendable () -> Void) -> Bool {
  let ended = DispatchSemaphore(value: 0)
  Thread.detachNewThread {
    body()
    ended.signal()
  }
  return ended.isSignalledInTime
}

/// The most of four threads that were at once inside what `guarded` lets them into.
///
/// Each thread goes in 200 times, and yields the processor inside to tempt the others in.
func mostInside(_ guarded: @escaping @Sendable (_ body: () -> Void) -> Void) -> Int {
  let inside = Atomic(0)
  let most = Atomic(0)
  let ended = DispatchSemaphore(value: 0)
  for _ in 0..<4 {
    Thread.detachNewThread {
      for _ in 0..<200 {
        guarded {
          most.max(inside.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
          for _ in 0..<4 { sched_yield() }
          inside.subtract(1, ordering: .relaxed)
        }
      }
      ended.signal()
    }
  }
  for _ in 0..<4 where !ended.isSignalledInTime { return .max }
  return most.load(ordering: .relaxed)
}

extension DispatchSemaphore {
  /// Waits for a signal and returns whether it came within half a minute.
  var isSignalledInTime: Bool { wait(timeout: .now() + 30) == .success }
}
