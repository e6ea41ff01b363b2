import Dispatch
import ExerciseKit
import Foundation
import Interleaving
import Interposition
import Synchronization
import ThreadActivity
import Wire

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Lets the threads of a run go one at a time, as a strategy says.
///
/// As long as all that threads wait for is the kit's, whoever comes to a step last chooses who goes
/// next. Threads that the kit didn't make, or that sleep on a lock of another kind, change that: then
/// the process's main thread looks until nothing moves any more, and chooses.
final class Exploring: Conductor {
  /// After so long without a step, it is looked at whether threads sleep on something else.
  private static let stall = DispatchTimeInterval.milliseconds(20)
  /// A thread that computes so long without a step is taken to spin.
  private static let spinning = Duration.milliseconds(50)
  /// Once threads are known to wait for what isn't the kit's, a spinning one is waited for so long
  /// before the others go on beside it.
  private static let spinningTurn = Duration.milliseconds(10)
  /// When nothing has moved for so long and nobody can go, nobody ever will.
  private static let quiescence = Duration.seconds(2)
  /// After so long it isn't looked all the time any more, but with pauses.
  private static let briefly = Duration.milliseconds(50)
  /// Such a pause, in microseconds.
  private static let pause: UInt32 = 2000

  private let state = Mutex(RunState())
  private let ended = DispatchSemaphore(value: 0)
  private let wantsPlaces = Atomic(false)

  // MARK: One run

  /// Runs `body` on a thread of its own as planned, and returns what happened.
  ///
  /// - Parameter run: Different for each run.
  func explore(
    _ run: Int, _ plan: Plan, _ body: @escaping @Sendable () -> Outcome
  ) -> (trace: Trace, outcome: Outcome?) {
    state.withLock { $0 = RunState(run: run, plan: plan) }
    wantsPlaces.store(plan.wantsPlaces, ordering: .relaxed)
    // The first look at the calls loads what it needs; in the middle of a run that would be taken for
    // a thread that spins.
    if plan.wantsPlaces { _ = callOffsets() }
    start(newThread()) {
      let outcome = body()
      let inKit = enterKit()
      defer { leaveKit(inKit) }
      self.state.withLock { state in
        guard state.run == run else { return }
        state.noteReturn()
        state.outcome = outcome
      }
    }
    watch()
    return state.withLock { ($0.trace, $0.outcome) }
  }

  /// The student's call has come back.
  func noteReturn() { state.withLock { $0.noteReturn() } }

  /// The calling thread's number in the run; nil if it isn't controlled.
  var thread: Int? { ThreadMark.current?.thread }

  /// How many steps the run has had by now.
  var stepsSoFar: Int { state.withLock { $0.trace.entries.count } }

  /// Waits for the end of the run, and takes the choices once they are for the main thread to take.
  private func watch() {
    if state.withLock({ $0.trace.isForeign }) { return lead() }
    var steps = -1
    while ended.wait(timeout: .now() + Self.stall) == .timedOut {
      let (count, isForeign) = state.withLock { ($0.trace.entries.count, $0.trace.isForeign) }
      if isForeign { return lead() }
      if count == steps {
        // They sleep on a lock of another kind by now, or spin.
        _ = comeToRest(within: Self.spinning)
        let isStill = state.withLock { state in
          guard state.trace.entries.count == steps, !state.isOver else { return false }
          state.trace.isForeign = true
          return true
        }
        if isStill { return lead() }
      }
      steps = count
    }
  }

  /// Chooses whenever nothing moves, until the run is over.
  private func lead() {
    var stood = ContinuousClock.now
    while true {
      let (isAsleep, threads) = comeToRest(within: Self.spinningTurn)
      let (next, isOver) = state.withLock { state -> (DispatchSemaphore?, Bool) in
        state.trace.mostThreads = max(state.trace.mostThreads, threads - 1)
        if let next = state.decide() { return (state.seat(next), false) }
        if state.outcome != nil || state.end == .stopped { state.finish(state.end) }
        return (nil, state.isOver)
      }
      if let next {
        next.signal()
        stood = .now
      } else if isOver {
        return
      } else if !isAsleep {
        stood = .now
      } else if ContinuousClock.now - stood < Self.quiescence {
        // By then only something outside can wake anybody: it need not be met at once.
        if ContinuousClock.now - stood > Self.briefly { usleep(Self.pause) }
      } else {
        state.withLock { $0.finish(.deadlock) }
        if wantsPlaces.load(ordering: .relaxed) {
          // It wakes threads; but the run is over.
          let calls = callOffsetsOfOtherThreads()
          state.withLock { $0.tell(placesOf: calls) }
        }
        return
      }
    }
  }

  /// Waits until every thread but the main one sleeps, or spins.
  ///
  /// - Parameter limit: The processor time after which a thread that runs is taken to spin.
  /// - Returns: Whether all sleep, and how many there are.
  private func comeToRest(within limit: Duration) -> (isAsleep: Bool, threads: Int) {
    var last = Activity.ofOwnThreads
    let begin = othersTime()
    while true {
      // Whoever was woken shows as wanting to run from that moment on.
      sched_yield()
      let now = Activity.ofOwnThreads
      if now.isAsleep, last.isAsleep, now.switches == last.switches, now.threads == last.threads {
        return (true, now.threads)
      }
      // Only what they really computed: a thread that waits for a core is soon at its next step.
      if othersTime() - begin > limit { return (false, now.threads) }
      last = now
    }
  }

  /// The processor time of all threads but the calling one so far.
  private func othersTime() -> Duration {
    time(of: CLOCK_PROCESS_CPUTIME_ID) - time(of: CLOCK_THREAD_CPUTIME_ID)
  }

  private func time(of clock: clockid_t) -> Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }

  // MARK: Threads

  /// Where a thread that has come to a step waits, and who goes meanwhile.
  private struct Turn {
    let thread: Int
    let seat: DispatchSemaphore
    /// The seat of the thread that goes next, if that is decided.
    let next: DispatchSemaphore?
    /// Whether the thread itself goes on at once.
    let goesOn: Bool
    /// Whether nobody goes any more.
    let isOver: Bool
    let wantsValues: Bool
  }

  func take(_ kind: Step.Kind, _ object: Int, permits: Int?, value: () -> String) {
    let inKit = enterKit()
    defer { leaveKit(inKit) }
    let before = ThreadMark.current
    var mark = before
    let calls = wantsPlaces.load(ordering: .relaxed) ? callOffsets() : []
    let turn = state.withLock { state -> Turn? in
      guard let thread = state.thread(&mark) else { return nil }
      let next = state.arrive(
        thread, at: kind, identity: object, permits: permits, calls: calls)
      return Turn(
        thread: thread, seat: state.seat(thread),
        next: next == thread ? nil : next.map { state.seat($0) }, goesOn: next == thread,
        isOver: state.isOver && !state.trace.isForeign, wantsValues: state.wantsValues)
    }
    if mark != before { ThreadMark.current = mark }
    guard let turn else { Self.waitForEver() }
    if turn.isOver { ended.signal() }
    if !turn.goesOn {
      turn.next?.signal()
      turn.seat.wait()
    }
    guard turn.wantsValues else { return }
    let told = value()
    state.withLock { $0.tell(told, of: turn.thread) }
  }

  func note(made object: Int) {
    guard wantsPlaces.load(ordering: .relaxed) else { return }
    let inKit = enterKit()
    defer { leaveKit(inKit) }
    let calls = callOffsets()
    state.withLock { $0.note(made: object, by: calls) }
  }

  func spawn(_ body: @escaping @Sendable () -> Void) -> Int {
    let mark = newThread()
    take(.spawn, mark.thread, permits: nil) { "" }
    start(mark) {
      self.take(.begin, 0, permits: nil) { "" }
      body()
    }
    return mark.thread
  }

  func join(_ handle: Int) { take(.join, handle, permits: nil) { "" } }

  /// The calling thread has given back what isn't the kit's: others may go before it goes on.
  ///
  /// Only where threads are known to wait for such things.
  func handOver() {
    guard let mark = ThreadMark.current else { return }
    let isAwaited = state.withLock { $0.run == mark.run && !$0.isOver && $0.trace.isForeign }
    if isAwaited { take(.begin, 0, permits: nil) { "" } }
  }

  private func newThread() -> ThreadMark {
    let (mark, isForeign) = state.withLock { state in
      let mark = state.add().map { ThreadMark(run: state.run, thread: $0, isKits: true) }
      return (mark, state.trace.isForeign)
    }
    if let mark { return mark }
    // The run has ended here: it may have no further thread.
    if !isForeign { ended.signal() }
    Self.waitForEver()
  }

  private func start(_ mark: ThreadMark, _ body: @escaping @Sendable () -> Void) {
    state.withLock { if $0.run == mark.run { $0.start() } }
    // It isn't one of those that nobody knows before they come to a step.
    let inKit = enterKit()
    defer { leaveKit(inKit) }
    startThread {
      ThreadMark.current = mark
      self.state.withLock { if $0.run == mark.run { $0.identify(mark.thread) } }
      body()
      let inKit = enterKit()
      defer { leaveKit(inKit) }
      let (next, isOver) = self.state.withLock { state -> (DispatchSemaphore?, Bool) in
        guard state.run == mark.run, !state.isOver else { return (nil, false) }
        let next = state.end(mark.thread).map { state.seat($0) }
        return (next, state.isOver && !state.trace.isForeign)
      }
      next?.signal()
      if isOver { self.ended.signal() }
    }
  }

  private static func waitForEver() -> Never {
    while true { DispatchSemaphore(value: 0).wait() }
  }
}
