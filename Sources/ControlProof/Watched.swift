#if os(Linux)
  import Control
  import Foundation

  /// Runs a situation at full speed, and prints what is told once nothing moves any more.
  func waitForStillness(_ situation: @escaping @Sendable () -> Void) {
    let begin = ContinuousClock.now
    controlWatch()
    controlLeaveKit(0)
    _ = pthread {
      situation()
      print("ended")
    }
    _ = controlEnterKit()
    while ContinuousClock.now - begin < .seconds(3) {
      guard !controlIsStill() else { return tell(after: ContinuousClock.now - begin) }
      usleep(1000)
    }
    print("never still")
  }

  private func tell(after time: Duration) {
    print("still quickly \(time < .milliseconds(200))")
    controlTell(
      { thread, _ in
        guard let thread = thread?.pointee, !thread.isKits else { return }
        let names = [controlLock: "lock", controlJoin: "join", controlSleep: "sleep"]
        let kind = names[ControlKind(UInt32(thread.kind))] ?? "\(thread.kind)"
        print(
          "thread \(kind) holds \(thread.heldCount) "
            + "known \(thread.holder != 0) limit \(thread.hasLimit)")
      }, nil)
  }

  /// Has more threads than it may.
  func meetLimit() {
    controlLimitThreads(50) { threads in
      print("crowded at \(threads)")
      exit(0)
    }
    controlLeaveKit(0)
    for _ in 0..<100 { _ = pthread { sleep(10) } }
    print("no limit")
  }
#endif
