import Interleaving

@testable import Judge

/// A program of a few threads that share values, locks, semaphores and a condition: no real thread runs,
/// and what a thread does may hang on what it has read.
struct SimulatedProgram {
  /// What a thread does.
  enum Instruction {
    /// A step that nothing hangs on.
    case plain(Step)
    /// Writes a number that no other instruction writes, or one more than was read last.
    case write(Int, adds: Bool)
    /// Takes a lock, or leaves out so many instructions if another thread has it.
    case tryLock(Int, orSkip: Int)
    /// Takes a permit, or leaves out so many instructions if there is none.
    case tryTake(Int, orSkip: Int)
    /// Leaves out so many instructions if what was read last is what the value began with.
    case skipIfZero(Int)
    /// Starts a thread, or waits for its end: by its place in `threads`.
    case spawn(Int)
    case join(Int)
  }

  /// The threads; the first is the caller.
  let threads: [[Instruction]]
  /// The permits that each semaphore begins with.
  let permits: [Int: Int]

  /// What has come of a run, whatever the order of steps that don't touch each other.
  struct Outcome: Hashable {
    /// What each value is in the end.
    var values: [Int: Int] = [:]
    /// What each thread has read, and whether what it tried to take was free.
    var seen: [[Int]]
    /// What each thread has yet to do.
    var rest: [Int]

    /// Whether all have come to their ends.
    var isOver: Bool { rest.allSatisfy { $0 == 0 } }
  }

  /// Whether a thread may sleep on a condition.
  var hasSleepers: Bool {
    threads.joined().contains {
      if case .plain(let step) = $0 { step.kind == .sleep } else { false }
    }
  }

  /// What happens under a strategy.
  func run(_ strategy: SchedulingStrategy) -> (trace: Trace, outcome: Outcome) {
    var state = Run(self)
    return state.run(strategy)
  }

  /// What comes of all orders that a search tries, and how many they are.
  func outcomes(bound: Int, triesAll: Bool) -> (all: Set<Outcome>, tried: Int, diverged: Int) {
    var search = Search(bound: bound, triesAll: triesAll)
    var (all, tried, diverged): (Set<Outcome>, Int, Int) = ([], 0, 0)
    while let strategy = search.next() {
      let (trace, outcome) = run(strategy)
      tried += 1
      diverged += trace.hasDiverged ? 1 : 0
      all.insert(outcome)
      search.note(trace, after: strategy)
    }
    return (all, tried, diverged)
  }
}

extension SimulatedProgram {
  /// A run that is under way.
  private struct Run {
    let program: SimulatedProgram
    var model = Model()
    var outcome: Outcome
    /// The next instruction of each thread of the program.
    var next: [Int]
    /// What it has read last.
    var read: [Int]
    /// The thread of the program that has a number in the run, and the number of each.
    var roles: [Int] = []
    var numbers: [Int: Int] = [:]

    init(_ program: SimulatedProgram) {
      self.program = program
      let count = program.threads.count
      outcome = Outcome(
        seen: Array(repeating: [], count: count), rest: program.threads.map(\.count))
      next = Array(repeating: 0, count: count)
      read = next
    }

    mutating func run(_ strategy: SchedulingStrategy) -> (Trace, Outcome) {
      var scheduler = Scheduler(strategy)
      var trace = Trace()
      for (semaphore, count) in program.permits {
        model.declare(semaphore: semaphore, permits: count)
      }
      start(0)
      goOn(0)
      while !model.enabled.isEmpty {
        let (enabled, asleep) = (model.enabled, model.asleep)
        let thread = scheduler.next(enabled: enabled, asleep: asleep)
        let asked = model.step(of: thread)
        let (step, runsOn) = model.go(thread)
        trace.entries.append(
          Trace.Entry(
            thread: thread, step: step, enabled: enabled, asleep: asleep, isTry: step != asked))
        note(step, by: thread)
        if runsOn { goOn(thread) }
      }
      trace.end = model.isOver ? .over : .deadlock
      trace.hasDiverged = scheduler.hasDiverged
      model.close(&trace)
      for role in program.threads.indices {
        outcome.rest[role] = program.threads[role].count - next[role]
        if let number = numbers[role], !model.hasEnded(number) { outcome.rest[role] += 100 }
      }
      return (trace, outcome)
    }

    private mutating func start(_ role: Int) {
      let number = model.add()
      numbers[role] = number
      roles.append(role)
    }

    /// Has a thread come to its next step.
    private mutating func goOn(_ thread: Int) {
      let role = roles[thread]
      while next[role] < program.threads[role].count {
        let instruction = program.threads[role][next[role]]
        switch instruction {
        case .plain(let step): model.arrive(thread, at: step)
        case .write(let value, _): model.arrive(thread, at: Step(.write, value))
        case .tryLock(let lock, _): model.arrive(thread, at: Step(.tryLock, lock))
        case .tryTake(let semaphore, _): model.arrive(thread, at: Step(.tryTake, semaphore))
        case .spawn: model.arrive(thread, at: Step(.spawn, roles.count))
        case .join(let other):
          guard let number = numbers[other] else { break }
          model.arrive(thread, at: Step(.join, number))
        case .skipIfZero(let count):
          next[role] += 1 + (read[role] == 0 ? count : 0)
          continue
        }
        return
      }
      model.end(thread)
    }

    /// Takes what a step of a thread's has come to.
    private mutating func note(_ step: Step, by thread: Int) {
      let role = roles[thread]
      guard step.kind != .begin, step.kind != .spuriousWakeup, step.kind != .reacquire,
        next[role] < program.threads[role].count
      else { return }
      let instruction = program.threads[role][next[role]]
      next[role] += 1
      switch instruction {
      case .plain(let step) where step.kind == .read:
        read[role] = outcome.values[step.object] ?? 0
        outcome.seen[role].append(read[role])
      case .write(let value, let adds):
        outcome.values[value] = adds ? read[role] + 1 : role * 100 + next[role]
      case .tryLock(_, let count), .tryTake(_, let count):
        let isFree = step.kind == .lock || step.kind == .take
        outcome.seen[role].append(isFree ? 1 : 0)
        if !isFree { next[role] += count }
      case .spawn(let other):
        start(other)
        model.arrive(numbers[other] ?? 0, at: Step(.begin))
      case .plain, .join, .skipIfZero: break
      }
    }
  }
}
