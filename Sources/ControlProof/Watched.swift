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

  /// Starts three threads and joins two, and tells what is known of that; then a task.
  func startSome() {
    controlWatch()
    controlLeaveKit(0)
    let caller = pthread {
      let threads = (0..<3).map { _ in pthread {} }
      for thread in threads.dropLast() { pthread_join(thread, nil) }
      Task {}
    }
    pthread_join(caller, nil)
    _ = controlEnterKit()
    controlTellStarts(
      { start, _ in
        guard let start = start?.pointee else { return }
        let kind = start.isOfTask ? "tasks" : "threads"
        print(
          "\(kind) \(start.started) joined \(start.joined) of \(start.joinable) ended \(start.ended > 1) "
            + "known \(start.calls.0 != 0) \(start.joining.0 != 0)")
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
