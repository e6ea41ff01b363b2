import Interleaving
import Testing

@testable import Judge

struct SearchTests {
  /// Takes the locks in order, then gives them back.
  private func holding(_ locks: Int...) -> [Step] {
    locks.map { Step(.lock, $0) } + locks.reversed().map { Step(.unlock, $0) }
  }

  /// Who waits for what in the end.
  private func told(_ run: ControlledRun?) throws -> [String] {
    try #require(run).deadlockedThreads.map { $0.text() }
  }

  // MARK: Deadlocks

  @Test func `two accounts locked in opposite orders are found and the cycle is told`() throws {
    let transfers = Script(threads: [holding(1, 2), holding(2, 1)])
    let (run, orders, _) = transfers.firstDeadlock()
    #expect(orders <= 10)
    #expect(
      try told(run) == [
        "The caller waits for lock 2, which thread 1 holds",
        "Thread 1 waits for lock 1, which the caller holds",
      ])
  }

  @Test func `two accounts locked in the same order pass`() {
    let (run, _, completed) = Script(threads: [holding(1, 2), holding(1, 2)]).firstDeadlock()
    #expect(run == nil)
    #expect(completed == 2)
  }

  @Test func `three dining philosophers who all take the left fork first are found`() throws {
    let table = Script(threads: [holding(1, 2), holding(2, 3), holding(3, 1)])
    let (run, _, _) = table.firstDeadlock()
    let waits = try told(run)
    #expect(waits.count == 3)
    #expect(waits.allSatisfy { $0.contains("holds") })
  }

  @Test func `three dining philosophers of whom one takes the right fork first pass`() {
    let table = Script(threads: [holding(1, 2), holding(2, 3), holding(1, 3)])
    let (run, _, completed) = table.firstDeadlock()
    #expect(run == nil)
    #expect(completed == 2)
  }

  @Test func `a deadlock that needs a preemption isn't found without one`() {
    let transfers = Script(threads: [holding(1, 2), holding(2, 1)])
    let (run, _, completed) = transfers.firstDeadlock(bound: 0)
    #expect(run == nil)
    #expect(completed == 0)
  }

  @Test func `a thread that waits for itself is told as such`() throws {
    let (run, _, _) = Script(threads: [[Step(.lock, 1), Step(.lock, 1)]]).firstDeadlock()
    #expect(
      try told(run) == ["The caller waits for lock 1, which it holds itself"])
  }

  @Test func `a wake-up that comes too soon is found`() throws {
    // It looks at the flag before it takes the lock to sleep.
    let sleeper = [Step(.read, 2), Step(.lock, 1), Step(.sleep, 1), Step(.unlock, 1)]
    let waker = [Step(.lock, 1), Step(.write, 2), Step(.signal, 1), Step(.unlock, 1)]
    let (run, _, _) = Script(threads: [sleeper, waker]).firstDeadlock()
    #expect(
      try told(run) == ["The caller sleeps on condition 1 until somebody wakes it"])
  }

  @Test func `who sleeps for ever is told with the locks that it holds`() throws {
    let sleeper = [Step(.lock, 2), Step(.lock, 1), Step(.sleep, 1)]
    let (run, _, _) = Script(threads: [sleeper]).firstDeadlock()
    #expect(
      try told(run) == [
        "The caller sleeps on condition 1 until somebody wakes it, and holds lock 2"
      ])
  }

  // MARK: Which orders

  /// Every order that the search tries of a script.
  private func orders(of script: Script, bound: Int) -> [[Int]] {
    var search = Search(bound: bound)
    var found: [[Int]] = []
    while let strategy = search.next() {
      let trace = script.run(strategy)
      #expect(!trace.hasDiverged)
      found.append(trace.choices)
      search.note(trace, after: strategy)
    }
    return found
  }

  @Test func `without preemptions threads go one after the other`() {
    let script = Script(threads: [[Step(.read, 1), Step(.read, 1)], [Step(.read, 2)]])
    #expect(Set(orders(of: script, bound: 0)) == [[0, 0, 1]])
  }

  @Test func `with enough preemptions every order is tried once`() {
    let script = Script(
      threads: [[Step(.read, 1), Step(.write, 1)], [Step(.read, 1), Step(.write, 1)]])
    let tried = orders(of: script, bound: 4)
    // Two of four places are the first thread's: 6 orders.
    #expect(tried.count == 6)
    #expect(Set(tried).count == 6)
  }

  @Test func `a thread isn't preempted where that can't matter`() {
    let script = Script(
      threads: [[Step(.lock, 1), Step(.unlock, 1)], [Step(.lock, 1), Step(.unlock, 1)]])
    #expect(Set(orders(of: script, bound: 2)) == [[0, 0, 1, 1], [1, 1, 0, 0]])
  }

  @Test func `random orders follow and are the same each time`() {
    let script = Script(threads: [[Step(.read, 1)], [Step(.read, 1)]])
    var policies: [SchedulingStrategy] = []
    var search = Search(bound: 0, random: 3)
    while let strategy = search.next() {
      policies.append(strategy)
      search.note(script.run(strategy), after: strategy)
    }
    #expect(
      policies.suffix(3) == [
        SchedulingStrategy(seed: 1), SchedulingStrategy(seed: 2), SchedulingStrategy(seed: 3),
      ])
  }

  @Test func `where only a few orders are tried, every other is a random one from the first on`() {
    let script = Script(
      threads: [[Step(.read, 1), Step(.write, 1)], [Step(.read, 1), Step(.write, 1)]])
    var search = Search(bound: 2, random: 5)
    search.isSampling = true
    let orders = (0..<4).compactMap { _ -> SchedulingStrategy? in
      let strategy = search.next()
      if let strategy { search.note(script.run(strategy), after: strategy) }
      return strategy
    }
    #expect(orders.map(\.seed) == [nil, 1, nil, 2])
  }

  @Test func `a wake-up that nobody asked for comes at most once in an order`() {
    let sleeper = [
      Step(.lock, 1), Step(.sleep, 1), Step(.sleep, 1), Step(.unlock, 1),
    ]
    let waker = [Step(.signal, 1), Step(.signal, 1)]
    let script = Script(threads: [sleeper, waker])
    var search = Search(bound: 2)
    var most = 0
    while let strategy = search.next() {
      let trace = script.run(strategy)
      most = max(most, trace.entries.count { $0.step.kind == .spuriousWakeup })
      search.note(trace, after: strategy)
    }
    #expect(most == 1)
  }
}
