import Wire

/// A thread that waits for a lock which is never given back.
public struct StuckThread: Sendable, Equatable, Codable {
  /// The thread's number, counted from 1.
  public let thread: Int
  /// The number of the one that has the lock.
  public let holder: Int
  /// The student's line that it waits in, with its text; empty if it isn't known.
  public let waitsAt: String
  /// The one in which the lock was taken.
  public let takenAt: String
  /// True if the one that has it has ended; nil if not.
  public let holderHasEnded: Bool?

  /// Makes one from its parts.
  init(
    thread: Int, holder: Int, waitsAt: String, takenAt: String, holderHasEnded: Bool? = nil
  ) {
    self.holderHasEnded = holderHasEnded
    self.thread = thread
    self.holder = holder
    self.waitsAt = waitsAt
    self.takenAt = takenAt
  }

  /// A sentence.
  var inWords: String {
    let taker = holder == thread ? "it took itself" : "thread \(holder) took"
    return "Thread \(thread) waits\(Self.place(waitsAt)) for a lock that \(taker)"
      + "\(Self.place(takenAt)) "
      + (holderHasEnded == true ? "and still had when it ended." : "and never gave back.")
  }

  private static func place(_ line: String) -> String { line.isEmpty ? "" : " at \(line)" }

  /// Those that wait for each other, if there is such a circle; else the first few of all.
  static func of(_ waits: [LockWait], in lines: [Int: SourceLine]) -> [StuckThread] {
    let told = Array((circle(in: waits) ?? waits).prefix(most))
    let numbers = Set(told.flatMap { [$0.thread, $0.holder] }).sorted()
    var sources = Sources()
    return told.map { wait in
      StuckThread(
        thread: (numbers.firstIndex(of: wait.thread) ?? 0) + 1,
        holder: (numbers.firstIndex(of: wait.holder) ?? 0) + 1,
        waitsAt: sources.studentsLine(wait.calls, in: lines),
        takenAt: sources.studentsLine(wait.taking, in: lines),
        holderHasEnded: wait.holderHasEnded ? true : nil)
    }
  }

  /// So many are told.
  private static let most = 4

  private static func circle(in waits: [LockWait]) -> [LockWait]? {
    for start in waits {
      var path = [start]
      while let next = waits.first(where: { $0.thread == path[path.count - 1].holder }) {
        if let index = path.firstIndex(of: next) { return Array(path[index...]) }
        path.append(next)
      }
    }
    return nil
  }
}

extension Subject {
  /// The threads that wait for locks of which it is known who has them, and how many others wait for a
  /// time to come, when nothing moves any more.
  func stuckThreads() -> (stuck: [StuckThread], timed: Int) {
    let waits = lockWaits()
    let places = Set(waits.locks.flatMap { $0.calls + $0.taking })
    let lines = SourceLine.lines(of: places, in: executable, areCalls: true)
    return (StuckThread.of(waits.locks, in: lines), waits.timed)
  }

  /// The same as it is told; nothing if the process doesn't answer.
  func lockWaits() -> (locks: [LockWait], timed: Int) {
    send(.lockWaits)
    var waits: (locks: [LockWait], timed: Int)?
    // What it meets with when it is asked is no news: the verdict stands.
    _ = try? wait(
      for: { state in
        waits = state.lockWaits
        return waits != nil
      }, still: nil, patience: Limits.restless)
    return waits ?? ([], 0)
  }
}
