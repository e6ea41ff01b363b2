import Interleaving
import Testing
import Wire

@testable import Judge

struct ControlledRunTests {
  private func run(_ threads: [[Step]], _ strategy: SchedulingStrategy = SchedulingStrategy())
    -> ControlledRun
  {
    let trace = Script(threads: threads).run(strategy)
    return ControlledRun(trace: trace, outcome: trace.end == .over ? .returned(.null) : nil)
  }

  private let addition = [Step(.read, 9), Step(.write, 9)]

  @Test func `two at the same value at once are a race`() throws {
    let run = run([addition, addition], SchedulingStrategy(choices: [0, 1, 1, 0]))
    let race = try #require(run.race)
    #expect(race == (0, 1) || race.first < race.second)
  }

  @Test func `whoever waits for a lock doesn't collide with its holder`() {
    let guarded = [Step(.lock, 1)] + addition + [Step(.unlock, 1)]
    for choices in [[0, 0, 0, 0], [1, 1, 1, 1], [0, 0]] {
      #expect(run([guarded, guarded], SchedulingStrategy(choices: choices)).race == nil)
    }
  }

  @Test func `a lock that an ended thread took is left`() {
    let run = run([[Step(.lock, 1)], [Step(.lock, 1)]])
    #expect(run.lockLeft == Trace.Holding(lock: 1, thread: 0, hasEnded: true))
    guard case .lockHistories(.lockKept)? = run.fault(in: "call", values: 0)?(.sample) else {
      Issue.record("\(run)")
      return
    }
  }

  @Test func `work under a lock is told`() {
    let steps = [Step(.lock, 2), Step(.unlock, 2), Step(.lock, 1), Step(.work), Step(.workDone)]
    let run = run([steps + [Step(.unlock, 1)]])
    let history = History(run.trace, schedules: 1, token: "")
    guard
      case .lockHistories(.workUnderLock(_, 1, "the caller", let marked))? =
        run.fault(in: "call", values: 0)?(history)
    else {
      Issue.record("\(run)")
      return
    }
    #expect(marked.marks == [3, 4])
    #expect(marked.note.text() == "It took the lock in step 3, and began the work in step 4.")
  }

  @Test func `accesses after the return are told`() {
    var trace = Script(threads: [[], addition]).run(SchedulingStrategy())
    trace.stepsAtReturn = 1
    let run = ControlledRun(trace: trace, outcome: .returned(.null))
    let history = History(trace, schedules: 1, token: "")
    guard
      case .histories(.earlyReturn(_, 1, let marked))? = run.fault(in: "call", values: 9)?(history)
    else {
      Issue.record("\(run)")
      return
    }
    // Behind the row of the return.
    #expect(marked.marks == [3])
    #expect(run.fault(in: "call", values: 8) == nil)
  }

  @Test func `threads in the midst of work are told at any step`() {
    let worker = [Step(.work), Step(.workDone), Step(.lock, 1), Step(.unlock, 1)]
    let run = run([[], worker])
    #expect((0...4).map { late(run.earlyReturn(in: "call", after: $0)) } == [0, 1, 1, 0, 0])
    // To go on after a lock that isn't the kit's is no step of its own.
    let foreign = self.run([[], [Step(.work), Step(.begin), Step(.workDone), Step(.begin)]])
    #expect((0...4).map { late(foreign.earlyReturn(in: "call", after: $0)) } == [0, 1, 1, 1, 1])
  }

  @Test func `threads in the midst of work at the return are told`() {
    var trace = Script(threads: [[], [Step(.work), Step(.workDone)]]).run(SchedulingStrategy())
    let counts = [nil, 0, 1, 2].map { steps in
      trace.stepsAtReturn = steps
      return late(ControlledRun(trace: trace, outcome: .returned(.null)).earlyReturn(in: "call"))
    }
    #expect(counts == [0, 0, 1, 0])
  }

  @Test func `threads that have worked and do more than give locks back are told`() {
    let worker = [
      Step(.work), Step(.workDone), Step(.lock, 1), Step(.read, 9), Step(.unlock, 1),
    ]
    let run = run([[], worker, []])
    #expect(
      (0...5).map { late(run.earlyReturn(in: "call", endingAfter: $0)) } == [1, 1, 1, 1, 0, 0])
  }

  @Test func `who begins work is known`() {
    let work = [Step(.work), Step(.workDone)]
    let run = run([work, [], work, work])
    #expect(run.workers == [0, 2, 3])
  }

  private func late(_ fault: ((History) -> Diagnosis)?) -> Int {
    guard case .histories(.earlyReturn(_, let late, _))? = fault?(.sample) else { return 0 }
    return late
  }

  @Test func `nobody to go on is a deadlock unless something is unguarded`() {
    let waits = [Step(.take, 5)]
    guard
      case .lockHistories(.deadlockInSchedule(_, let told, _))? = run([waits]).fault(
        in: "call", values: 0)?(
          .sample)
    else {
      Issue.record("no deadlock")
      return
    }
    #expect(told.map { $0.text() } == ["The caller waits for a permit of semaphore 5"])
    let unguarded = run([addition + waits, addition], SchedulingStrategy(choices: [0, 1]))
    guard case .histories(.unguarded)? = unguarded.fault(in: "call", values: 0)?(.sample) else {
      Issue.record("the race behind the deadlock isn't told")
      return
    }
  }

  @Test func `a write over what was written since the read is a lost one`() {
    let guarded = [Step(.lock, 1)] + addition + [Step(.unlock, 1)]
    #expect(
      run([addition, addition], SchedulingStrategy(choices: [0, 1, 1, 0])).lostWrite(of: 9) == [
        0, 2, 3,
      ])
    #expect(
      run([addition, addition], SchedulingStrategy(choices: [0, 1, 1, 0])).lostWrite(of: 8) == nil)
    #expect(
      run([addition, addition], SchedulingStrategy(choices: [0, 0, 1, 1])).lostWrite(of: 9) == nil)
    #expect(
      run([guarded, guarded], SchedulingStrategy(choices: [0, 0, 1, 1])).lostWrite(of: 9) == nil)
    // Of any value, if none is named.
    #expect(
      run([addition, addition], SchedulingStrategy(choices: [0, 1, 1, 0])).lostWrite() == [0, 2, 3])
    // Its own write may be written over.
    #expect(run([addition + [Step(.write, 9)]]).lostWrite(of: 9) == nil)
  }

  @Test func `two who read a value before either wrote it, and then write it, are found`() {
    // Looks under the lock, and later adds under it, as code does that takes tickets in two steps.
    let look = [Step(.lock, 1), Step(.read, 9), Step(.unlock, 1)]
    let add = [Step(.lock, 1)] + addition + [Step(.unlock, 1)]
    let both = SchedulingStrategy(choices: [0, 0, 0, 1, 1, 1, 0, 0, 0, 0])
    let found = run([look + add, look + add], both)
    #expect(found.lostWrite() == nil)
    #expect(found.sharedRead == [1, 4, 8, 12])
    #expect(run([look + add, look + add]).sharedRead == nil)
    // Whoever only looks goes by nothing.
    #expect(run([look + add, look], both).sharedRead == nil)
    // What both wait for is brought by a third.
    let waits = SchedulingStrategy(choices: [0, 0, 0, 1, 1, 1, 2])
    #expect(run([look + add, look + add, [Step(.write, 9)]], waits).sharedRead == nil)
  }

  @Test func `writes are counted by thread and value`() {
    let run = run([addition, addition + addition + [Step(.write, 1)]])
    #expect(run.writes(of: 9) == [0: 1, 1: 2])
  }
}
