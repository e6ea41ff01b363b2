import Dispatch
import Interleaving
import Interposition
import Wire

/// What one controlled run has come to: the pure model and what ties it to real threads.
struct RunState {
  /// Different for each run of the process, from 1.
  var run = 0
  /// Whether nobody is let go any more.
  var isOver = true
  var trace = Trace()
  var outcome: Outcome?
  /// Whether values are told.
  let wantsValues: Bool
  /// Whether places are told.
  let wantsPlaces: Bool
  /// How many steps the run may have.
  let stepLimit: Int
  private let stoppedAt: Step.Kind?
  private var stoppedThread: Int?
  private var model = Model()
  private var scheduler: Scheduler
  /// The kit's threads that are between two steps.
  private var running = 0
  /// The seats on which threads wait for their turn, by thread.
  private var seats: [DispatchSemaphore] = []
  private var numbers: [Int: Int] = [:]
  /// The calls by which objects were made, by their identities, if places are told.
  private var makings: [Int: [Int]] = [:]
  private var calls: [[Int]] = []
  /// The operating system's numbers of the threads, if places are told.
  private var identities: [Int: Int] = [:]
  private var lastEntry: [Int] = []

  init(run: Int = 0, plan: Plan = Plan()) {
    self.run = run
    stepLimit = plan.stepLimit
    wantsValues = plan.wantsValues
    wantsPlaces = plan.wantsPlaces
    stoppedAt = plan.stopped
    trace.isForeign = plan.isForeign
    scheduler = Scheduler(plan.strategy)
    isOver = run == 0
  }

  /// Adds a thread and returns its number, unless there are too many.
  mutating func add() -> Int? {
    guard model.threads < ThreadSet.capacity else {
      finish(.crowded)
      return nil
    }
    seats.append(DispatchSemaphore(value: 0))
    calls.append([])
    lastEntry.append(0)
    return model.add()
  }

  /// A thread made by the kit starts to run.
  mutating func start() {
    running += 1
    trace.mostThreads = max(trace.mostThreads, model.alive - 1)
  }

  /// The calling thread is this one.
  mutating func identify(_ thread: Int) {
    if wantsPlaces { identities[thread] = ThreadIdentity.current }
  }

  /// The number of the calling thread, which may be a new one; nil if its run is over.
  mutating func thread(_ mark: inout ThreadMark?) -> Int? {
    guard !isOver else { return nil }
    if let mark, mark.run == run { return mark.thread }
    // A thread of a pool may come again in another run; one that the kit made may not.
    if let mark, mark.isKits { return nil }
    guard let added = add() else { return nil }
    trace.isForeign = true
    mark = ThreadMark(run: run, thread: added, isKits: false)
    identify(added)
    return added
  }

  func seat(_ thread: Int) -> DispatchSemaphore { seats[thread] }

  /// A thread asks for a step on an object of this identity.
  ///
  /// - Returns: The thread that goes next, if that is decided by now.
  mutating func arrive(
    _ thread: Int, at kind: Step.Kind, identity: Int, permits: Int?, calls: [Int]
  ) -> Int? {
    let object = number(of: identity, kind)
    if let permits { model.declare(semaphore: object, permits: permits) }
    model.arrive(thread, at: Step(kind, object))
    if kind == stoppedAt, stoppedThread == nil { stoppedThread = thread }
    self.calls[thread] = calls
    return stopped()
  }

  /// A thread made by the kit has come to its end.
  mutating func end(_ thread: Int) -> Int? {
    model.end(thread)
    return stopped()
  }

  /// The student's call has come back.
  mutating func noteReturn() {
    if trace.stepsAtReturn == nil { trace.stepsAtReturn = trace.entries.count }
  }

  private mutating func stopped() -> Int? {
    guard !trace.isForeign else { return nil }
    running -= 1
    return running == 0 ? decide() : nil
  }

  /// Lets one of the threads that wait go, and returns it; nil if none can.
  ///
  /// In a run of the kit's threads alone this ends the run when none can. While there are others,
  /// which may have yet to come to their first step, it never does.
  mutating func decide() -> Int? {
    while !isOver {
      var enabled = model.enabled
      if let stoppedThread { enabled.remove(stoppedThread) }
      guard !enabled.isEmpty else {
        if othersThreads() > 0 { trace.isForeign = true }
        if !trace.isForeign { finish(end) }
        return nil
      }
      guard trace.entries.count < stepLimit else {
        finish(.tooLong)
        return nil
      }
      let asleep = model.asleep
      let thread = scheduler.next(enabled: enabled, asleep: asleep)
      let (step, runsOn) = model.go(thread)
      trace.entries.append(
        Trace.Entry(thread: thread, step: step, enabled: enabled, asleep: asleep))
      if wantsValues || wantsPlaces {
        var detail = Trace.Detail()
        detail.calls = calls[thread]
        trace.details.append(detail)
        lastEntry[thread] = trace.entries.count - 1
      }
      if runsOn {
        running = 1
        return thread
      }
    }
    return nil
  }

  /// How the run ends if nobody can go.
  var end: Trace.End {
    if stoppedThread != nil { return .stopped }
    if outcome == nil { return .deadlock }
    return model.isOver ? .over : .leftovers
  }

  /// Ends the run; whoever waits, waits for ever.
  mutating func finish(_ end: Trace.End) {
    guard !isOver else { return }
    isOver = true
    trace.end = end
    trace.hasDiverged = scheduler.hasDiverged
    model.close(&trace)
    guard wantsPlaces else { return }
    for (identity, number) in numbers { trace.makings[number] = makings[identity] }
    for index in trace.waiters.indices where trace.waiters[index].step != nil {
      trace.waiters[index].calls = calls[trace.waiters[index].thread]
    }
  }

  /// An object is being made by these calls.
  mutating func note(made object: Int, by calls: [Int]) { makings[object] = calls }

  /// Tells where those are that wait for what isn't the kit's.
  ///
  /// - Parameter calls: The calls that threads are in, by the operating system's numbers of the threads.
  mutating func tell(placesOf calls: [Int: [Int]]) {
    for index in trace.waiters.indices where trace.waiters[index].step == nil {
      let identity = identities[trace.waiters[index].thread]
      trace.waiters[index].calls = identity.flatMap { calls[$0] } ?? []
    }
  }

  /// Tells the value of the step that a thread was let go for last.
  mutating func tell(_ value: String, of thread: Int) {
    guard lastEntry[thread] < trace.details.count else { return }
    trace.details[lastEntry[thread]].value = value
  }

  /// Objects are numbered in the order of their first use, so that runs can be compared.
  private mutating func number(of identity: Int, _ kind: Step.Kind) -> Int {
    switch kind {
    case .begin, .work, .workDone: return 0
    case .spawn, .join: return identity
    case .read, .write, .lock, .unlock, .take, .give, .sleep, .signal, .broadcast, .reacquire,
      .spuriousWakeup:
      break
    }
    if let known = numbers[identity] { return known }
    numbers[identity] = numbers.count + 1
    return numbers.count
  }
}
