import Control
import Wire

/// Tells the threads that wait for locks of which it is known who has them, and how many wait for a time.
///
/// In a watched run each lock is noted with the calls in which it was taken.
func lockWaits() -> FromSubject {
  let story = Story()
  controlTell(
    { thread, story in
      guard let thread, let story else { return }
      Unmanaged<Story>.fromOpaque(story).takeUnretainedValue().threads.append(thread.pointee)
    }, Unmanaged.passUnretained(story).toOpaque())
  let own = story.threads.filter { !$0.isKits }
  let waits = own.filter { $0.holder != 0 }.map { thread in
    let holder = story.threads.first { $0.thread == thread.holder }
    return LockWait(
      thread: Int(thread.thread), holder: Int(thread.holder), calls: offsets(of: thread.calls),
      taking: thread.holderHasEnded
        ? offsets(of: thread.taking) : holder?.taking(of: thread.object) ?? [],
      holderHasEnded: thread.holderHasEnded)
  }
  let timed = own.count { $0.hasLimit && ControlKind(UInt32($0.kind)) != controlNothing }
  return .lockWaits(waits, timed: timed)
}

private final class Story {
  var threads: [ControlThread] = []
}

extension ControlThread {
  /// The calls in which it took a lock that it holds; none if it doesn't.
  fileprivate func taking(of object: UInt) -> [Int] {
    withUnsafeBytes(of: held) { bytes in
      bytes.bindMemory(to: ControlHeld.self).prefix(Int(heldCount)).first { $0.object == object }
        .map { offsets(of: $0.calls) } ?? []
    }
  }
}
