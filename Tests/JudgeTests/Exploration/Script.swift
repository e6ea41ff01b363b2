import Interleaving
import Wire

@testable import Judge

/// Threads written down as lists of steps, run by the model and the scheduler without a real thread.
struct Script {
  /// The steps of each thread; thread 0 is the caller, and all are there from the beginning.
  let threads: [[Step]]
  /// The semaphores' permits at the beginning.
  var permits: [Int: Int] = [:]

  /// What happens under a strategy.
  func run(_ strategy: SchedulingStrategy) -> Trace {
    var model = Model()
    var scheduler = Scheduler(strategy)
    var trace = Trace()
    for (semaphore, count) in permits { model.declare(semaphore: semaphore, permits: count) }
    var next = threads.map { _ in 0 }
    func goOn(_ thread: Int) {
      guard next[thread] < threads[thread].count else { return model.end(thread) }
      model.arrive(thread, at: threads[thread][next[thread]])
      next[thread] += 1
    }
    for thread in threads.indices {
      _ = model.add()
      goOn(thread)
    }
    while !model.enabled.isEmpty {
      let (enabled, asleep) = (model.enabled, model.asleep)
      let thread = scheduler.next(enabled: enabled, asleep: asleep)
      let (step, runsOn) = model.go(thread)
      trace.entries.append(
        Trace.Entry(thread: thread, step: step, enabled: enabled, asleep: asleep))
      if runsOn { goOn(thread) }
    }
    trace.end = model.isOver ? .over : .deadlock
    trace.hasDiverged = scheduler.hasDiverged
    model.close(&trace)
    return trace
  }

  /// Tries all orders up to a bound, and returns the first that ends in a deadlock, if one does, and
  /// how many were tried.
  func firstDeadlock(bound: Int = 2) -> (run: ControlledRun?, orders: Int, completed: Int?) {
    var search = Search(bound: bound)
    var orders = 0
    while let strategy = search.next() {
      let trace = run(strategy)
      orders += 1
      if trace.end == .deadlock {
        return (ControlledRun(trace: trace, outcome: nil), orders, search.completed)
      }
      search.note(trace, after: strategy)
    }
    return (nil, orders, search.completed)
  }
}

extension History.Row {
  /// What happened, in the words of a report.
  var step: String { event.words.text() }
}
