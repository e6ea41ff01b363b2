import Foundation
import Synchronization
import ThreadActivity

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The calls that each other thread of the process is in, as `callOffsets` tells them, by the operating
/// system's numbers of the threads.
///
/// A signal has one thread after the other note its own. A thread that sleeps in the operating system
/// may be woken by that, so nothing of the process should be judged any more. Empty if a thread
/// doesn't answer, and where a process isn't told its threads, which only Linux does.
func callOffsetsOfOtherThreads() -> [Int: [Int]] {
  #if os(Linux)
    CallNote.prepare()
    // A folder that can't be read names no thread.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    var all: [Int: [Int]] = [:]
    for thread in names.compactMap(Int.init) where thread != ThreadIdentity.current {
      var looks: [[Int]] = []
      let isAwake = Activity.isAwake(ownThread: thread)
      for _ in 0..<(isAwake ? CallNote.looksAtAwake : CallNote.looks) {
        guard let calls = CallNote.calls(of: Int32(thread)) else { return [:] }
        looks.append(calls)
      }
      let best = looks.max { $0.count < $1.count } ?? []
      // Not every place in a loop has a line: the others of it stand for the same call.
      let others = Set(looks.filter { $0.dropFirst() == best.dropFirst() }.compactMap(\.first))
      all[thread] = best.prefix(1) + others.subtracting(best.prefix(1)).sorted() + best.dropFirst()
    }
    return all
  #else
    return [:]
  #endif
}

#if os(Linux)
  /// Where a thread notes its calls: in memory that is there before the signal's handler writes to it,
  /// since a handler may ask for none.
  private enum CallNote {
    /// The signal of those who look on at programs, the only one without a meaning of its own that
    /// Dispatch lets through to its threads.
    private static let signal = SIGPROF
    /// How many calls are noted at most.
    private static let depth: Int32 = 64
    /// How often a thread is asked: one at work may be between two calls, where they can't all be told.
    static let looks = 3
    /// How often one is asked that runs, and so is somewhere else each time.
    static let looksAtAwake = 24
    /// How long a thread may take for an answer, in steps of 50 microseconds: half a second.
    private static let patience = 10_000

    // Unsafe, but one thread writes, and another reads when `isTaken` says that it has ended.
    nonisolated(unsafe) private static let note = UnsafeMutablePointer<UnsafeMutableRawPointer?>
      .allocate(capacity: Int(depth))
    nonisolated(unsafe) private static var count: Int32 = 0
    private static let isTaken = Atomic(false)

    /// Makes all that the handler uses, and has it called.
    static func prepare() {
      note.initialize(repeating: nil, count: Int(depth))
      (count, _) = (0, callOffsets())
      isTaken.store(false, ordering: .relaxed)
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in CallNote.take() }
      action.sa_flags = SA_RESTART
      sigaction(signal, &action, nil)
    }

    /// The calls of a thread, none if it has ended; nil if it doesn't answer.
    static func calls(of thread: Int32) -> [Int]? {
      guard let tgkill, let programStart else { return nil }
      isTaken.store(false, ordering: .releasing)
      guard tgkill(getpid(), thread, signal) == 0 else { return [] }
      for _ in 0..<patience where !isTaken.load(ordering: .acquiring) { usleep(50) }
      guard isTaken.load(ordering: .acquiring) else { return nil }
      // The handler's own calls come first; it was called by way of a library.
      return (0..<Int(count)).map { offset(of: note[$0], from: programStart) }
        .drop { $0 != nil }.compactMap { $0 }
    }

    /// Called by the handler, on the thread that notes its calls.
    private static func take() {
      let code = errno
      count = backtrace?(note, depth) ?? 0
      isTaken.store(true, ordering: .releasing)
      errno = code
    }

    private static let tgkill = symbol(
      "tgkill", as: (@convention(c) (Int32, Int32, Int32) -> Int32).self)
  }
#endif
