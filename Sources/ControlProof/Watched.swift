#if os(Linux)
  import Control
  import Foundation

  /// Runs a situation at full speed, and prints what is told once nothing moves any more.
  func waitForStillness(_ situation: @escaping @Sendable () -> Void) {
    quiescence.begin = .now
    controlWatch { held in
      let waited = ContinuousClock.now - quiescence.begin
      print("still held \(held) quickly \(waited < .milliseconds(200))")
      controlTell(
        { thread, _ in
          guard let thread = thread?.pointee, !thread.isKits else { return }
          let names = [controlLock: "lock", controlJoin: "join", controlSleep: "sleep"]
          let kind = names[ControlKind(UInt32(thread.kind))] ?? "\(thread.kind)"
          print(
            "thread \(kind) holds \(thread.heldCount) "
              + "known \(thread.holder != 0) limit \(thread.hasLimit)")
        }, nil)
      exit(0)
    }
    _ = pthread {
      controlBeStudents()
      situation()
      print("ended")
    }
    sleep(3)
    print("never still")
  }

  private final class Quiescence: @unchecked Sendable {
    var begin = ContinuousClock.now
  }
  private let quiescence = Quiescence()

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
