import ExerciseKit
import Foundation
import Synchronization
public import Wire

/// Where injected work meets the judge: an adapter wraps each closure it injects into `perform`.
public final class Stage: Sendable {
  private struct State {
    var modes: [String: GateMode] = [:]
    var lastTicket = 0
    var held: [Int: (gate: String, hold: any Hold)] = [:]
    var counted: @Sendable () -> Value = { .null }
    var origins = OriginNotes()

    /// One step, so that `open` never misses work that is about to be held.
    mutating func admit<Held: Hold>(
      to gate: String, _ hold: @autoclosure () -> Held
    ) -> (ticket: Int, hold: Held?)? {
      guard let mode = modes[gate] else { return nil }
      lastTicket += 1
      guard mode == .held else { return (lastTicket, nil) }
      let hold = hold()
      held[lastTicket] = (gate, hold)
      return (lastTicket, hold)
    }
  }

  private let state = Mutex(State())
  private let connection: Connection
  private let explorer = Exploring()
  private let shuffling = Shuffling()

  init(connection: Connection) { self.connection = connection }

  /// Runs `body` as work that came to the gate named `gate`.
  ///
  /// If the judge watches that gate, it is told of the arrival and the end; if it holds the gate,
  /// the calling thread sleeps before `body` until it is let go.
  public func perform<Result>(
    _ gate: String, _ item: @autoclosure () -> String, _ body: () throws -> Result
  ) rethrows -> Result {
    if let conductor = Conducting.conductor {
      conductor.take(.work, 0) { "\(gate) \(item())" }
      do {
        let result = try body()
        conductor.take(.workDone, 0) { "" }
        return result
      } catch {
        conductor.take(.workDone, 0) { "\(error)" }
        throw error
      }
    }
    guard let pass = state.withLock({ $0.admit(to: gate, DispatchSemaphore(value: 0)) }) else {
      return try body()
    }
    let calls = quickCallOffsets()
    state.withLock { $0.origins.note(pass.ticket, begunIn: calls, ofTask: false) }
    arrive(pass.ticket, gate, item(), queue: ThreadIdentity.queueLabel)
    pass.hold?.wait()
    defer { connection.send(.left(ticket: pass.ticket)) }
    return try body()
  }

  /// Runs `body` as work that came to the gate named `gate`; no thread waits while it is held.
  ///
  /// - Parameter isStubborn: Whether it waits for its release even when its task is cancelled.
  /// - Throws: `CancellationError` if the task is cancelled while the work is held, or what `body`
  ///   throws.
  public func perform<Result: Sendable>(
    _ gate: String, _ item: String, isStubborn: Bool = false,
    _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    if shuffling.isPlaying {
      return try await shuffling.perform(item, isStubborn: isStubborn, body)
    }
    guard let pass = state.withLock({ $0.admit(to: gate, TaskHold()) }) else {
      return try await body()
    }
    let calls = await quickCallOffsetsOfTask()
    state.withLock { $0.origins.note(pass.ticket, begunIn: calls, ofTask: true) }
    // Swift's own threads run all tasks; their queue says nothing.
    arrive(pass.ticket, gate, item, queue: "")
    defer { connection.send(.left(ticket: pass.ticket)) }
    try await pass.hold?.wait(isStubborn: isStubborn) { [connection] in
      connection.send(.learnt(ticket: pass.ticket))
    }
    return try await body()
  }

  private func arrive(_ ticket: Int, _ gate: String, _ item: String, queue: String) {
    connection.send(
      .arrived(
        Arrival(
          ticket: ticket, gate: gate, item: item, thread: ThreadIdentity.current, queue: queue)))
  }

  /// Notes where the calling thread last waited, which made the call of a run.
  func noteLastWait(of run: Int) {
    let calls = callOffsetsOfLastWait()
    if !calls.isEmpty { state.withLock { $0.origins.note(run: run, lastWaitIn: calls) } }
  }

  /// Where threads, tasks and the work with these tickets come from.
  func origins(of tickets: [Int]) -> Origins { state.withLock(\.origins).told(of: tickets) }

  /// Plays a script for each seed; of a single one, also where in the code things happen is told.
  func shuffle(
    _ script: Script, _ seeds: [UInt64], _ call: @escaping @Sendable (Int) async -> Outcome
  ) -> [TaskTrace] {
    var traces: [TaskTrace] = []
    for seed in seeds {
      traces.append(shuffling.play(script, seed: seed, tellsPlaces: seeds.count == 1, call))
      // Its tasks would go on in the next run.
      if case .spun? = traces.last?.events.last { break }
    }
    return traces
  }

  /// Whether the run is a controlled one, in which the judge looks at orders of steps.
  public var isExplored: Bool { Conducting.conductor != nil }

  /// Says that the student's call has come back, where the adapter has more to do.
  public func noteReturn() { if isExplored { explorer.noteReturn() } }

  /// The calling thread's number in a controlled run; nil in others.
  public var thread: Int? { isExplored ? explorer.thread : nil }

  /// How many steps a controlled run has had by now.
  public var stepsSoFar: Int { isExplored ? explorer.stepsSoFar : 0 }

  /// From now on every run of this process is a controlled one.
  func exploring() -> Exploring {
    if Conducting.conductor == nil {
      explorer.install()
      Conducting.install(explorer)
    }
    return explorer
  }

  /// Says what to tell the judge whenever it asks how far the work is.
  public func whenAsked(_ counted: @escaping @Sendable () -> Value) {
    state.withLock { $0.counted = counted }
  }

  var counted: Value { state.withLock(\.counted)() }

  func watch(_ modes: [String: GateMode]) {
    state.withLock { $0.modes.merge(modes) { _, new in new } }
  }

  func release(_ ticket: Int) {
    state.withLock { $0.held.removeValue(forKey: ticket) }?.hold.letGo()
  }

  func open(_ gate: String) {
    let freed = state.withLock { state in
      state.modes[gate] = .reported
      let freed = state.held.filter { $0.value.gate == gate }
      for ticket in freed.keys { state.held[ticket] = nil }
      return freed
    }
    for waiter in freed.values { waiter.hold.letGo() }
  }
}
