import Foundation
import Wire

/// How a subject's process comes to its end.
extension Subject {
  /// What a wait throws for what a process that the judge itself has ended would have said: a check that
  /// asks on is the kit's fault.
  struct Ended: Error, CustomStringConvertible {
    let description = "a process was asked after its end"
  }

  /// Kills the process with all that it has started, and waits until it is gone.
  public func end() {
    record.withLock { record in
      record.isEnding = true
      record.fault = record.fault ?? Ended()
    }
    child.killAll()
    record.wait(for: \.hasEnded) { _ in }
  }

  /// Ends the process, and returns what it had printed by then, cut in its middle.
  func allPrinted() -> String {
    end()
    return shortened(output.text, to: Limits.printed)
  }

  /// Kills the process for what the next wait is to throw, unless there is something already.
  func fail(_ fault: any Error) {
    record.withLock { if $0.fault == nil && !$0.isEnding { $0.fault = fault } }
    child.killAll()
  }

  /// The subject has closed its end: it has ended, or student code closed it.
  func connectionEnded() {
    let start = child.activity(withFamily: false)
    while true {
      let isOver = record.wait(
        seconds: Limits.goodbye, for: { $0.isGone || $0.fault != nil },
        then: { $0.isGone || $0.fault != nil })
      if isOver { return }
      // One that is at its end neither sleeps nor computes; on a busy machine that takes a while.
      guard let start, let now = child.activity(withFamily: false) else { continue }
      guard now.isAsleep || now.cpu - start.cpu > .seconds(Limits.goodbye) else { continue }
      return fail(Diagnosis.ends(.closedPipe(doing: doing, isRunning: true)))
    }
  }

  /// Keeps what is printed, until there is no more or too much.
  func keepOutput() {
    while true {
      let bytes = readSome(from: child.output)
      let total = record.withLock { record in
        record.printed.append(bytes)
        return record.printed.total
      }
      // Of too much the rest isn't taken: that holds up whoever prints, until a wait ends the process.
      if bytes.isEmpty || total > Limits.output {
        return record.withLock { $0.hasAllOutput = true }
      }
    }
  }

  /// Waits for the process's end, and says why it ended if the judge didn't end it.
  func collect() {
    let end = child.waitForEnd()
    record.withLock { $0.isGone = true }
    let last = record.wait(seconds: Limits.goodbye, for: \.hasAllOutput, then: \.printed)
    let fault = diagnosis(of: end.end, peakMemory: end.peakMemory, last)
    record.withLock { record in
      record.hasEnded = true
      if record.fault == nil, !record.isEnding { record.fault = fault }
    }
  }
}
