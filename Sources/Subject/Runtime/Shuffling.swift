import Control
import Foundation
import Interleaving
import Synchronization
import ThreadActivity
import Wire

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Tells jobs that only ever make room for each other from those of which something comes.
///
/// Code that waits by yielding would have the scripts never end. What is right comes to something after a
/// few jobs, or waits for another thread, which isn't kept from its work for long.
private struct Spin {
  /// So much processor time may jobs take of which nothing comes, and so many they may be, in milliseconds.
  private static let most = (milliseconds: 1000, jobs: 20_000)
  /// After so many jobs the time is looked at.
  private static let period = 1000

  private var events = 0
  private var jobs = 0
  private var start: (used: Int, time: ContinuousClock.Instant)?
  /// The processor time that was burnt, and in how long, in milliseconds, once it is too much.
  private(set) var endless: (used: Int, elapsed: Int)?

  /// Notes that a turn begins, and how much has happened by then.
  mutating func note(events: Int) {
    guard events == self.events else {
      self = Spin()
      self.events = events
      return
    }
    jobs += 1
    guard jobs % Self.period == 0 else { return }
    let start = self.start ?? (Self.processorTime, .now)
    self.start = start
    let used = Self.processorTime - start.used
    if jobs >= Self.most.jobs, used >= Self.most.milliseconds {
      endless = (used, Int((ContinuousClock.now - start.time) / .milliseconds(1)))
    }
  }

  /// What the calling thread has used, in milliseconds.
  private static var processorTime: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}

/// Runs tasks on the calling thread, one job at a time, and picks the next job at random.
///
/// All tasks that a call makes inherit it, and actors run their jobs on it too. The jobs of `Task {}` and
/// `Task.detached` are brought here (`SharedJobs`). What sleeps for a time, or has threads of its own,
/// is woken by other threads, and that is noted.
final class Shuffling: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var random = SplitMix64(state: 0)
    var trace = TaskTrace(seed: 0)
    /// Which task was going at each of its events, by Control's numbers; -1 if none was.
    var goers: [Int] = []
    var tasks: [Int: Task<Void, Never>] = [:]
    var holds: [String: [TaskHold]] = [:]
    var released: Set<String> = []
    var isOpen = false
    var tellsPlaces = false
    var runner: pthread_t?

    /// Notes if what happens doesn't happen on the thread that all is to happen on.
    mutating func noteThread() {
      guard let runner, pthread_equal(pthread_self(), runner) == 0 else { return }
      trace.hasEscaped = true
    }
  }

  private let state = Mutex(State())
  private let playing = Atomic(false)

  /// Whether a script is being played.
  var isPlaying: Bool { playing.load(ordering: .relaxed) }

  // MARK: Jobs

  func enqueue(_ job: consuming ExecutorJob) { take(UnownedJob(job)) }

  private func take(_ job: UnownedJob) {
    state.withLock { state in
      state.jobs.append(job)
      state.noteThread()
    }
  }

  /// Notes an event, and returns its index.
  @discardableResult private func note(_ event: TaskTrace.Event) -> Int {
    let goer = Int(controlNoteEvent())
    return state.withLock { state in
      state.trace.events.append(event)
      state.goers.append(goer)
      state.noteThread()
      return state.trace.events.count - 1
    }
  }

  // MARK: Scripts

  /// Plays a script, and returns what happened.
  ///
  /// - Parameter tellsPlaces: Whether it is to be told where in the code.
  func play(
    _ script: Script, seed: UInt64, tellsPlaces: Bool = false,
    _ call: @escaping @Sendable (Int) async -> Outcome
  ) -> TaskTrace {
    state.withLock { state in
      state = State()
      state.random = SplitMix64(state: seed)
      state.trace = TaskTrace(seed: seed)
      state.tellsPlaces = tellsPlaces
      state.runner = pthread_self()
    }
    playing.store(true, ordering: .relaxed)
    controlBeginTasks()
    SharedJobs.taken(by: take) {
      for (number, phase) in script.phases.enumerated() {
        controlBeginPhase()
        note(.phase(number))
        guard run(phase, rest: .milliseconds(script.rest), call) else { return }
      }
    }
    let race = controlEndTasks()?.pointee
    if tellsPlaces { noteWhereCallsWait() }
    return state.withLock { state in
      // What other threads do may order what isn't seen.
      if let race, race.isFound, !state.trace.hasEscaped {
        state.trace.race = TaskTrace.Race(race, goers: state.goers, in: state.trace.events)
      }
      return state.trace
    }
  }

  /// Does what a phase asks for, in turns with jobs, until nothing moves any more.
  ///
  /// - Returns: Whether that came; if not, the trace says what came instead.
  private func run(
    _ phase: [Script.Action], rest: Duration,
    _ call: @escaping @Sendable (Int) async -> Outcome
  ) -> Bool {
    var actions = phase
    var spin = Spin()
    while true {
      let (job, action) = state.withLock { state -> (UnownedJob?, Int?) in
        spin.note(events: state.trace.events.count)
        let choices = state.jobs.count + actions.count
        guard choices > 0 else { return (nil, nil) }
        let choice = Int(state.random.next() % UInt64(choices))
        if choice < state.jobs.count { return (state.jobs.remove(at: choice), nil) }
        return (nil, choice - state.jobs.count)
      }
      if let (used, elapsed) = spin.endless {
        note(.spun(used: used, elapsed: elapsed))
        return false
      }
      if let job {
        controlBeginJob()
        job.runSynchronously(on: asUnownedTaskExecutor())
      } else if let action {
        controlBeginAction()
        perform(actions.remove(at: action), call)
      } else if hasComeToRest(for: rest) {
        return true
      }
    }
  }

  private func perform(
    _ action: Script.Action, _ call: @escaping @Sendable (Int) async -> Outcome
  ) {
    switch action {
    case .call(let number):
      note(.called(number))
      // An actor lets in first who is most urgent. So what a cancel starts may come before a task that
      // was to go on by then, or after it.
      let isPatient = state.withLock { $0.random.next() % 2 == 0 }
      let task = Task(executorPreference: self, priority: isPatient ? .low : nil) { [self] in
        let outcome = await call(number)
        controlNoteComeback()
        note(.cameBack(number, outcome))
      }
      state.withLock { $0.tasks[number] = task }
    case .cancel(let number):
      note(.cancelled(number))
      state.withLock { $0.tasks[number] }?.cancel()
    case .release(let item):
      let holds = state.withLock { state in
        state.released.insert(item)
        return state.holds.removeValue(forKey: item)
      }
      for hold in holds ?? [] { hold.letGo() }
    case .open:
      let holds = state.withLock { state in
        defer { state.holds = [:] }
        state.isOpen = true
        // In an order that is the same in every process, as a dictionary's own isn't.
        return state.holds.sorted { $0.key < $1.key }.flatMap(\.value)
      }
      for hold in holds { hold.letGo() }
    }
  }

  /// Whether nothing will come any more from what escaped to other threads.
  private func hasComeToRest(for rest: Duration) -> Bool {
    // Beside the main thread and this one. Swift's own are made when something escapes.
    guard Activity.ownThreads > 2 else { return true }
    var last = Activity.of(process: getpid()) ?? Activity()
    var stood = ContinuousClock.now
    while ContinuousClock.now - stood < rest {
      if state.withLock({ !$0.jobs.isEmpty }) { return false }
      usleep(300)
      let now = Activity.of(process: getpid()) ?? Activity()
      // This thread runs, and sleeps between the looks.
      if now.runnable > 1 || now.switches > last.switches + 2 { stood = .now }
      last = now
    }
    return state.withLock { $0.jobs.isEmpty }
  }

  // MARK: Places

  private func notePlace(of event: Int) async {
    let calls = await awaitsOfCurrentTask()
    state.withLock { $0.trace.places.began[event] = calls }
  }

  private func noteWhereCallsWait() {
    state.withLock { state in
      for (call, task) in state.tasks {
        let isBack = state.trace.events.contains {
          if case .cameBack(call, _) = $0 { true } else { false }
        }
        if !isBack { state.trace.places.waiting[call] = awaits(of: task) }
      }
    }
  }

  // MARK: Injected work

  /// Runs `body` once the script has let the work on this item end.
  func perform<Result: Sendable>(
    _ item: String, isStubborn: Bool, _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    let index = note(.began(item))
    if state.withLock(\.tellsPlaces) { await notePlace(of: index) }
    defer { note(.ended(item)) }
    let hold = TaskHold()
    let isHeld = state.withLock { state in
      guard !state.isOpen, !state.released.contains(item) else { return false }
      state.holds[item, default: []].append(hold)
      return true
    }
    if isHeld {
      try await hold.wait(isStubborn: isStubborn) { self.note(.learnt(item)) }
    } else {
      await Task.yield()
      if Task.isCancelled, !isStubborn {
        note(.learnt(item))
        throw CancellationError()
      }
    }
    return try await body()
  }
}
