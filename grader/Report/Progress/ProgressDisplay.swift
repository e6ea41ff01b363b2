import Foundation
import Judge
import Synchronization

/// Shows on standard error how far work of many parts is: on a terminal one line that changes, else a line
/// for each part that ends.
final class ProgressDisplay: Sendable {
  private let progress: Mutex<WorkProgress>
  private let log: @Sendable (String) -> Void

  /// - Parameter log: Takes note of each part that has ended.
  init(total: Int, log: @escaping @Sendable (String) -> Void = { _ in }) {
    progress = Mutex(WorkProgress(total: total, start: .now))
    self.log = log
    guard Console.isLive else { return }
    // The estimate changes while nothing ends.
    let timer = DispatchSource.makeTimerSource()
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.setEventHandler { [weak self] in
      if self?.draw() != true { timer.cancel() }
    }
    timer.resume()
  }

  /// A part begins, or goes on with another step; see `WorkProgress.note`.
  func note(_ name: String, _ step: String = "") {
    progress.withLock { $0.note(name, step) }
    draw()
  }

  /// A part has ended.
  ///
  /// - Parameters:
  ///   - name: The name that `note` was told.
  ///   - what: What came of it.
  ///   - isKept: Whether it was done before.
  func end(_ name: String, _ what: String, isKept: Bool = false) {
    let line = progress.withLock { progress in
      progress.end(name, isKept: isKept)
      return "\(progress.ended) of \(progress.total): \(what)"
    }
    log(line)
    if !Console.isLive { Console.say(visible(line)) }
    draw()
  }

  /// Shows how far it is, or nothing any more once all has ended.
  ///
  /// - Returns: Whether there is more to come.
  @discardableResult private func draw() -> Bool {
    // Under the lock, so that an older line doesn't come over a newer one.
    progress.withLock { progress in
      let isUnderWay = progress.ended < progress.total
      if Console.isLive, isUnderWay { Console.show(progress.line(at: .now, width: Console.width)) }
      if !isUnderWay { Console.clear() }
      return isUnderWay
    }
  }
}
