import Foundation
import Judge
import Synchronization

/// Shows on standard error how far a class is: a bar on a terminal, else a line for each entry.
final class ProgressDisplay: Sendable {
  private let progress: Mutex<ClassProgress>
  private let log: @Sendable (String) -> Void
  private let isDone = Mutex(false)

  /// - Parameter log: Takes note of each entry that has ended.
  init(total: Int, log: @escaping @Sendable (String) -> Void) {
    progress = Mutex(ClassProgress(total: total, start: .now))
    self.log = log
    guard Console.isLive else { return }
    // The estimate changes while nothing ends.
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.setEventHandler {
      // The handler holds its source until all of the class is done.
      if self.isDone.withLock({ $0 }) { timer.cancel() } else { self.draw() }
    }
    timer.resume()
  }

  func note(_ event: ClassRun.Event) {
    let line = progress.withLock { $0.note(event) }
    if let line {
      log(line)
      if !Console.isLive { Console.say(visible(line)) }
    }
    draw()
  }

  func end() {
    isDone.withLock { $0 = true }
    progress.withLock { _ in Console.clear() }
  }

  private func draw() {
    guard Console.isLive, !isDone.withLock({ $0 }) else { return }
    // Under the lock, so that an older line doesn't come over a newer one.
    progress.withLock { Console.show($0.line(at: .now, width: Console.width)) }
  }
}
