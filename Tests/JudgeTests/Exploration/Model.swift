import Interleaving

/// What the threads of a run hold, wait for and may do: a pure state machine.
///
/// Threads come to it with the step they ask for (`arrive`), somebody picks one that can go, and `go`
/// says what follows. No thread is started and no lock is taken.
struct Model: Sendable {
  private enum Place: Equatable, Sendable {
    /// Between two steps, in code of its own.
    case running
    /// At a step.
    case waiting(Step)
    /// Asleep on a condition until woken.
    case asleep(condition: Int)
    case ended
  }

  private var places: [Place] = []
  private var owners: [Int: Int] = [:]
  private var permits: [Int: Int] = [:]
  private var sleepers: [Int: [Int]] = [:]

  /// Makes a model without threads.
  init() {}

  /// How many threads there are and were.
  var threads: Int { places.count }

  /// Adds a thread, which is running, and returns its number.
  mutating func add() -> Int {
    places.append(.running)
    return places.count - 1
  }

  /// Says with how many permits a semaphore begins; only the first word counts.
  mutating func declare(semaphore: Int, permits count: Int) {
    if permits[semaphore] == nil { permits[semaphore] = count }
  }

  /// A thread asks for a step.
  mutating func arrive(_ thread: Int, at step: Step) { places[thread] = .waiting(step) }

  /// A thread has come to its end.
  mutating func end(_ thread: Int) { places[thread] = .ended }

  /// Whether a thread has ended.
  func hasEnded(_ thread: Int) -> Bool {
    places.indices.contains(thread) && places[thread] == .ended
  }

  /// How many threads there are that have not ended.
  var alive: Int { places.count { $0 != .ended } }

  /// Whether all threads have ended.
  var isOver: Bool { places.allSatisfy { $0 == .ended } }

  /// The step that a thread waits at, if it does.
  func step(of thread: Int) -> Step? {
    switch places[thread] {
    case .waiting(let step): step
    case .asleep(let condition): Step(.spuriousWakeup, condition)
    case .running, .ended: nil
    }
  }

  /// The threads whose step is possible now.
  var enabled: ThreadSet {
    var set = ThreadSet()
    for thread in places.indices where canGo(thread) { set.insert(thread) }
    return set
  }

  /// The threads asleep on a condition, which may be woken without a signal.
  var asleep: ThreadSet {
    var set = ThreadSet()
    for thread in places.indices {
      if case .asleep = places[thread] { set.insert(thread) }
    }
    return set
  }

  /// Whether a thread waits at a step that is possible now.
  func canGo(_ thread: Int) -> Bool {
    guard case .waiting(let step) = places[thread] else { return false }
    // The other kinds are always possible.
    return switch step.kind {
    case .lock, .reacquire: owners[step.object] == nil
    case .take: permits[step.object, default: 0] > 0
    case .join: hasEnded(step.object)
    default: true
    }
  }

  /// Lets a thread take the step that it waits at; one that is asleep is woken without a signal.
  ///
  /// - Returns: The step, and whether the thread now runs on; one that goes to sleep or is woken
  ///   doesn't.
  mutating func go(_ thread: Int) -> (step: Step, runsOn: Bool) {
    if case .asleep(let condition) = places[thread] {
      sleepers[condition]?.removeAll { $0 == thread }
      places[thread] = .waiting(Step(.reacquire, condition))
      return (Step(.spuriousWakeup, condition), false)
    }
    guard case .waiting(let step) = places[thread] else {
      preconditionFailure("thread \(thread) isn't at a step")
    }
    places[thread] = .running
    // The other kinds change nothing that another waits for.
    switch step.kind {
    case .lock, .reacquire: owners[step.object] = thread
    case .unlock: owners[step.object] = nil
    case .tryLock where owners[step.object] == nil:
      owners[step.object] = thread
      return (Step(.lock, step.object), true)
    case .tryTake where permits[step.object, default: 0] > 0:
      permits[step.object, default: 0] -= 1
      return (Step(.take, step.object), true)
    case .take: permits[step.object, default: 0] -= 1
    case .give: permits[step.object, default: 0] += 1
    case .sleep:
      owners[step.object] = nil
      sleepers[step.object, default: []].append(thread)
      places[thread] = .asleep(condition: step.object)
      return (step, false)
    case .signal: wake(1, on: step.object)
    case .broadcast: wake(.max, on: step.object)
    default: break
    }
    return (step, true)
  }

  private mutating func wake(_ count: Int, on condition: Int) {
    let woken = sleepers[condition, default: []].prefix(count)
    for thread in woken { places[thread] = .waiting(Step(.reacquire, condition)) }
    sleepers[condition]?.removeFirst(woken.count)
  }

  /// What is told of a run that comes to its end here.
  func close(_ trace: inout Trace) {
    for thread in places.indices where places[thread] != .ended {
      trace.waiters.append(Trace.Waiter(thread: thread, step: step(of: thread)))
    }
    trace.holdings = owners.sorted { $0.key < $1.key }.map { lock, thread in
      Trace.Holding(lock: lock, thread: thread, hasEnded: hasEnded(thread))
    }
  }
}
