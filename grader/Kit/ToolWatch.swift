import Foundation
import ThreadActivity

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looking at a program that runs.
extension Tool {
  /// Why a program isn't waited for any longer.
  enum End: Equatable {
    /// It has ended.
    case ended
    /// It has done enough.
    case enough
    case timedOut
    /// As well, though it had got less processor time than it may take.
    case starved
    case tookTooMuch(Excess)

    var excess: Excess? { if case .tookTooMuch(let excess) = self { excess } else { nil } }
  }

  /// How often a program is looked at, in seconds: whether it has done enough, and what it has taken.
  private static let (timeToAsk, timeToLook) = (0.05, 0.25)

  /// Waits until a program has ended, or is to be ended.
  ///
  /// - Parameter output: What it prints.
  func watch(_ process: Process, _ ended: DispatchSemaphore, output: FileHandle) -> End {
    let start = ContinuousClock.now
    var lastAwake = (at: start, cpu: Duration.zero)
    while true {
      let left = (timeout - (ContinuousClock.now - start)).inSeconds
      let period = isEnough != nil ? Self.timeToAsk : most != nil ? Self.timeToLook : 1
      let pause = left > 0 ? min(left, period) : period
      guard ended.wait(timeout: .now() + pause) == .timedOut else { return .ended }
      if let isEnough, isEnough() { return .enough }
      if let excess = excess(of: process.processIdentifier, output) { return .tookTooMuch(excess) }
      let now = ContinuousClock.now
      guard now - start >= timeout else { continue }
      guard let timeoutIfStarved else { return .timedOut }
      let activity = Self.activity(of: process)
      if lastAwake.at == start || !activity.isAsleep || activity.isMainAwake
        || activity.cpu != lastAwake.cpu
      {
        lastAwake = (now, activity.cpu)
      }
      guard activity.cpu < timeout, now - lastAwake.at < timeAsleep else { return .timedOut }
      guard now - start < timeoutIfStarved else { return .starved }
    }
  }

  private func excess(of pid: pid_t, _ output: FileHandle) -> Excess? {
    guard let most else { return nil }
    var facts = stat()
    if fstat(output.fileDescriptor, &facts) == 0, facts.st_size > most.output {
      return .output(most.output)
    }
    let memory = ([pid] + Family.members(of: pid).map(\.pid))
      .compactMap { Activity.of(process: $0)?.memory }.reduce(0, +)
    return memory > most.memory ? .memory(most.memory) : nil
  }

  /// What a program and those that it has started are doing.
  private static func activity(of process: Process) -> Activity {
    var managers = Activity.Managers()
    let pid = process.processIdentifier
    return Activity.of(process: pid, withFamily: true, managers: &managers) ?? Activity()
  }
}
