import Control
import Wire

/// What is noted of where work was begun, and where callers last waited.
struct OriginNotes {
  private var works: [Int: [Int]] = [:]
  private var lastWaits: [Int: [Int]] = [:]
  private var areWorksOfTasks = false

  /// Of so many pieces of work it is noted where they were begun: the first ones.
  private static let most = 4096

  /// Notes where work with this ticket was begun, by a task or a thread.
  mutating func note(_ ticket: Int, begunIn calls: [Int], ofTask isTask: Bool) {
    areWorksOfTasks = isTask
    if works.count < Self.most { works[ticket] = calls }
  }

  /// Notes where the thread that made the call of a run last waited.
  mutating func note(run: Int, lastWaitIn calls: [Int]) { lastWaits[run] = calls }

  /// All that is asked for, with what Control has noted.
  func told(of tickets: [Int]) -> Origins {
    Origins(
      starts: startsSoFar(), lastWaits: lastWaits,
      works: works.filter { tickets.contains($0.key) }, areWorksOfTasks: areWorksOfTasks)
  }
}

/// The calls that the calling thread is in, found in nanoseconds.
func quickCallOffsets() -> [Int] {
  var calls = [UInt](repeating: 0, count: Int(controlMostCalls))
  controlFindCalls(&calls)
  return offsets(of: calls)
}

/// The calls that the calling task is in: Control notes them for a continuation, which is resumed at once.
func quickCallOffsetsOfTask() async -> [Int] {
  var found: [Int] = []
  await withUnsafeContinuation { (next: UnsafeContinuation<Void, Never>) in
    var calls = [UInt](repeating: 0, count: Int(controlMostCalls))
    controlFindAwait(unsafeBitCast(next, to: UnsafeRawPointer.self), &calls)
    found = offsets(of: calls)
    next.resume()
  }
  return found
}

/// Those in which it last waited for something else than a lock; none if it hasn't.
func callOffsetsOfLastWait() -> [Int] {
  var calls = [UInt](repeating: 0, count: Int(controlMostCalls))
  return controlLastWait(&calls) ? offsets(of: calls) : []
}

/// The calls in which each task waits that awaits a continuation.
func callOffsetsOfAwaits() -> [[Int]] {
  let found = Found<[Int]>()
  controlTellAwaits(
    { calls, found in
      guard let calls, let found else { return }
      let told = UnsafeBufferPointer(start: calls, count: Int(controlMostCalls))
      Found<[Int]>.of(found).all.append(offsets(of: Array(told)))
    }, found.opaque)
  return found.all
}

private func startsSoFar() -> [Origins.Start] {
  let found = Found<ControlStart>()
  controlTellStarts(
    { start, found in
      guard let start, let found else { return }
      Found<ControlStart>.of(found).all.append(start.pointee)
    }, found.opaque)
  return found.all.map { start in
    Origins.Start(
      calls: offsets(of: start.calls), areTasks: start.isOfTask, started: Int(start.started),
      joinable: Int(start.joinable), joined: Int(start.joined), ended: Int(start.ended),
      joining: offsets(of: start.joining))
  }
}

/// What a C function tells one by one.
private final class Found<Element> {
  var all: [Element] = []

  var opaque: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static func of(_ opaque: UnsafeMutableRawPointer) -> Found {
    Unmanaged.fromOpaque(opaque).takeUnretainedValue()
  }
}

/// The places of calls by their return addresses, up to the first 0; those in libraries are left out.
func offsets<Calls>(of calls: Calls) -> [Int] {
  withUnsafeBytes(of: calls) { offsets(in: $0.bindMemory(to: UInt.self)) }
}

/// The same of an array.
func offsets(of calls: [UInt]) -> [Int] { offsets(in: calls) }

private func offsets(in calls: some Sequence<UInt>) -> [Int] {
  guard let programStart else { return [] }
  return calls.prefix { $0 != 0 }.compactMap {
    offset(of: UnsafeMutableRawPointer(bitPattern: $0), from: programStart)
  }
}
