import ExerciseKit
import Foundation
import Judge
import Synchronization

/// Something that is shown live: what it is, what happened just now, and what to notice.
struct Demonstration: Sendable {
  let title: String
  /// The name of the exercise in which the same is to be written.
  let exercise: String
  /// Does it, and tells it as text.
  let run: @Sendable () async throws -> String

  /// All, in the order in which they are shown.
  static let all = [twoWaits, poolOfFour, lostCounts, processes, gathered, semaphoreOfThree]

  private static let twoWaits = Demonstration(
    title: "Two waits side by side, each on a thread of its own", exercise: "BasicThreads"
  ) {
    let recorder = LaneRecorder(["thread 1", "thread 2"])
    let threads = [(1, 0.6), (2, 0.3)].map { number, seconds in
      spawn {
        recorder.during("thread \(number)", "wait") { Thread.sleep(forTimeInterval: seconds) }
      }
    }
    for thread in threads { thread.join() }
    return recorder.recorded.drawn()
      + "\n\nOne after the other they would take 0.90 s. Together they take as long as the longer one."
  }

  private static let poolOfFour = Demonstration(
    title: "Eight waits, and a pool of four threads", exercise: "ThreadPool"
  ) {
    let recorder = LaneRecorder((1...4).map { "worker \($0)" })
    let next = Mutex(0)
    let workers = (1...4).map { worker in
      spawn {
        while let job = next.withLock({ next -> Int? in
          next += 1
          return next <= 8 ? next : nil
        }) {
          recorder.during("worker \(worker)", "job \(job)") {
            Thread.sleep(forTimeInterval: job == 3 ? 0.4 : 0.2)
          }
        }
      }
    }
    for worker in workers { worker.join() }
    return recorder.recorded.drawn()
      + "\n\nWho is done takes the next job. So the slow job 3 holds up none of the others."
  }

  private static let lostCounts = Demonstration(
    title: "Four threads count to 100,000 each, in one counter", exercise: "SafeCounter"
  ) {
    func total(_ add: @escaping @Sendable (Shared<Int>) -> Void) -> Int {
      let counter = Shared(0)
      let threads = (1...4).map { _ in spawn { for _ in 1...100_000 { add(counter) } } }
      for thread in threads { thread.join() }
      return counter.value
    }
    let bare = total { $0.value += 1 }
    let lock = Lock()
    let locked = total { counter in lock.withLock { counter.value += 1 } }
    let lost =
      bare == 400_000
      ? "Nothing was lost this time: that was luck, and it proves nothing."
      : "\(400_000 - bare) additions were lost: two threads read the same value, and wrote the same one."
    return """
      without a lock  \(bare)
      with a lock     \(locked)

      \(lost)
      """
  }

  private static let processes = Demonstration(
    title: "Four processes, each with a number and a memory of its own", exercise: "ProcessPool"
  ) {
    let recorder = LaneRecorder([])
    let threads = (1...4).map { number in
      spawn {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "echo $$; sleep 0.\(number)"]
        process.standardOutput = output
        let start = recorder.now
        do { try process.run() } catch { return Console.say("/bin/sh can't be started: \(error)") }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let pid = String(decoding: said, as: UTF8.self).trimmingCharacters(in: .newlines)
        recorder.note("process \(pid)", "task \(number)", since: start)
      }
    }
    for thread in threads { thread.join() }
    return recorder.recorded.drawn()
      + "\n\nThis program is process \(getpid()). What one of the four changes, no other can see."
  }

  private static let gathered = Demonstration(
    title: "Three waits gathered, without a thread for any of them", exercise: "TaskGather"
  ) {
    let recorder = LaneRecorder(["task A", "task B", "task C"])
    await withTaskGroup(of: Void.self) { group in
      for (name, milliseconds) in [("A", 400), ("B", 200), ("C", 600)] {
        group.addTask {
          await recorder.during("task \(name)", "await") {
            // It throws when its task is cancelled, which nobody does here.
            try? await Task.sleep(for: .milliseconds(milliseconds))
          }
        }
      }
    }
    return recorder.recorded.drawn()
      + "\n\nOne after the other: 1.20 s. A task that awaits gives its thread to the next one."
  }

  private static let semaphoreOfThree = Demonstration(
    title: "Ten tasks, and a semaphore of three", exercise: "AsyncSemaphore"
  ) {
    let recorder = LaneRecorder((1...10).map { "task \($0)" })
    await withTaskGroup(of: Void.self) { group in
      let permits = Permits(3)
      for number in 1...10 {
        group.addTask {
          await permits.take()
          await recorder.during("task \(number)", "in") {
            // As above.
            try? await Task.sleep(for: .milliseconds(200))
          }
          await permits.give()
        }
      }
    }
    return recorder.recorded.drawn() + "\n\nAll ten are there; never more than three are inside."
  }
}

/// The least that a demonstration needs of a semaphore; it can't be cancelled.
private actor Permits {
  private var free: Int
  private var line: [CheckedContinuation<Void, Never>] = []

  init(_ free: Int) { self.free = free }

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { line.append($0) }
    }
  }

  func give() {
    if line.isEmpty { free += 1 } else { line.removeFirst().resume() }
  }
}
