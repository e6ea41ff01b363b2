import Interleaving
import Testing

@testable import Judge

/// Where in a history the mistake shows, and what is said of it.
struct HistoryMarksTests {
  @Test func `the steps that lose a write are marked and told`() {
    let trace = Script(threads: [[], Self.addition, Self.addition])
      .run(SchedulingStrategy(choices: [1, 2, 2, 1]))
    let run = ControlledRun(trace: trace, outcome: nil)
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.marking(lostWriteOf: 9, in: run).note.text()
        == "Thread 1 reads the value in step 1, thread 2 writes it in step 3, "
        + "and in step 4 thread 1 writes over that. In step 3 neither of the two threads holds a lock."
    )
    #expect(history.markingActOnOldValue(in: run) == history.marking(lostWriteOf: 9, in: run))
    #expect(history.marking(lostWriteOf: 8, in: run) == history)
  }

  @Test func `two who go by the same value are marked and told`() {
    let look = [Step(.read, 9), Step(.begin)]
    let trace = Script(threads: [[], look + Self.addition, look + Self.addition])
      .run(SchedulingStrategy(choices: [1, 2, 1, 1, 1]))
    let run = ControlledRun(trace: trace, outcome: nil)
    #expect(
      History(trace, schedules: 1, token: "").markingActOnOldValue(in: run).note.text()
        == "Thread 1 and thread 2 read the same value, in steps 1 and 2, and go by it; "
        + "thread 1 writes it in step 4, and thread 2 in step 6.")
  }

  @Test func `the same work begun twice is marked if no value tells more`() {
    let marked = marked([
      (1, Step(.work), "a"), (2, Step(.work), "b"), (2, Step(.workDone), ""), (2, Step(.work), "a"),
    ])
    #expect(marked.marks == [1, 4])
    #expect(marked.note.text() == "Thread 1 and thread 2 begin the same work, in steps 1 and 4.")
  }

  @Test func `work is the same if its whole item is, however it is shown`() {
    let items = ["fetch /pages/first/index.html", "fetch /pages/other/index.html"]
    let different = marked([(1, Step(.work), items[0]), (2, Step(.work), items[1])])
    #expect(different.rows[0].step == different.rows[1].step)
    #expect(different.marks.isEmpty)
    let same = marked([(1, Step(.work), items[0]), (2, Step(.work), items[0])])
    #expect(same.marks == [1, 2])
    #expect(marked([(1, Step(.work), ""), (2, Step(.work), "")]).marks.isEmpty)
  }

  @Test func `of the same work begun twice it is told what was read before`() {
    let marked = marked([
      (1, Step(.read, 3), "[]"), (2, Step(.read, 2), "6"), (1, Step(.read, 2), "6"),
      (1, Step(.work), "a"), (2, Step(.work), "a"),
    ])
    #expect(marked.marks == [2, 3, 4, 5])
    #expect(
      marked.note.text()
        == "Thread 1 and thread 2 begin the same work, in steps 4 and 5; before, they read "
        + "value 2, in steps 3 and 2, and nobody wrote it in between.")
  }

  @Test func `of what was read before the same work it is the look that both had, not the last`() {
    let marked = marked(
      [
        (1, Step(.read, 2), "1"), (2, Step(.read, 2), "1"), (2, Step(.read, 2), "1"),
        (2, Step(.write, 2), "2"), (2, Step(.work), "b"), (1, Step(.read, 2), "2"),
        (1, Step(.write, 2), "3"), (1, Step(.work), "b"),
      ], lines: [1, 1, 2, 2, 3, 2, 2, 3])
    #expect(marked.marks == [1, 2, 5, 8])
  }

  @Test func `what was written between two reads did not lead both to the same work`() {
    let marked = marked([
      (1, Step(.read, 2), "1"), (1, Step(.write, 2), "2"), (2, Step(.write, 2), "1"),
      (2, Step(.read, 2), "1"), (2, Step(.work), "b"), (1, Step(.work), "b"),
    ])
    #expect(marked.marks == [5, 6])
  }

  /// A history of steps with their values and the numbers of their lines, marked by what it shows.
  private func marked(_ steps: [(Int, Step, String)], lines: [Int] = []) -> History {
    let rows = steps.enumerated().map { index, step in
      History.Row(
        thread: step.0, event: .step(step.1, step.2), index: index,
        place: lines.isEmpty ? "" : "Pool.swift:\(lines[index])", source: "")
    }
    return History(columns: (0...2).map(ThreadOrTask.thread), rows: rows, schedules: 1, token: "")
      .markingActOnOldValue(in: ControlledRun(trace: Trace(), outcome: nil))
  }

  private static let addition = [Step(.read, 9), Step(.write, 9)]

  @Test func `where nobody can go on it is marked what those of the cycle wait for`() {
    let trace = Script(threads: [
      [Step(.lock, 1), Step(.lock, 2)], [Step(.lock, 2), Step(.lock, 1)], [Step(.lock, 1)],
    ]).run(SchedulingStrategy(choices: [0, 1]))
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.text == """
              the caller        thread 1          thread 2
        >  1  takes lock 1
        >  2                    takes lock 2
              Then nobody can go on:
        >  3  waits for lock 2
        >  4                    waits for lock 1
           5                                      waits for lock 1
        """)
  }

  private static let wait = [Step(.lock, 1), Step(.sleep, 1), Step(.unlock, 1)]

  @Test func `of who sleeps for ever it is told that nobody ever wakes it`() {
    let trace = Script(threads: [Self.wait]).run(SchedulingStrategy())
    let history = History(trace, schedules: 1, token: "")
    #expect(history.note.text() == "By then nobody has signalled or broadcast condition 1.")
    #expect(history.marks == [3])
  }

  @Test func `of who sleeps for ever it is marked and told that it is woken too early`() {
    let trace = Script(threads: [Self.wait, [Step(.broadcast, 1)]]).run(
      SchedulingStrategy(choices: [0, 1]))
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.note.text()
        == "Condition 1 is broadcast for the last time in step 2, and the caller sleeps "
        + "on it from step 3 on.")
    #expect(history.marks == [2, 3, 4])
  }

  @Test func `of who sleeps for ever it is told what it had read and was written later`() {
    let change = [Step(.lock, 1), Step(.write, 9), Step(.write, 8), Step(.unlock, 1)]
    let wait = [Step(.lock, 1), Step(.read, 9), Step(.sleep, 1)]
    let trace = Script(threads: [wait, change]).run(SchedulingStrategy())
    let history = History(trace, schedules: 1, token: "")
    let write = history.rows.firstIndex { $0.step == "writes value 9" }.map { $0 + 1 } ?? 0
    #expect(
      history.note.text()
        == "By then nobody has signalled or broadcast condition 1. Value 9, which it "
        + "had read before it slept, is written in step \(write); nobody wakes it after that.")
    #expect(history.marks == [write, history.rows.count])
  }

  @Test func `who slept before another was woken is only marked`() {
    let trace = Script(threads: [Self.wait, Self.wait, [Step(.signal, 1)]]).run(
      SchedulingStrategy())
    let history = History(trace, schedules: 1, token: "")
    #expect(trace.end == .deadlock, "\(history.text)")
    #expect(history.note.isEmpty)
    let waking = history.rows.firstIndex { $0.step == "signals condition 1" }
    #expect(history.marks.first == waking.map { $0 + 1 })
  }

  @Test(arguments: [
    ([Step(.lock, 1)], [Step(.lock, 2)], "thread 1 holds lock 1, and thread 2 holds lock 2."),
    ([], [Step(.lock, 2)], "thread 1 holds no lock, and thread 2 holds lock 2."),
    ([Step(.take, 3)], [Step(.take, 3)], "both hold a permit of semaphore 3."),
    (
      [Step(.take, 3)], [],
      "thread 1 holds its permit of semaphore 3, and thread 2 holds no lock."
    ),
    // A permit that was taken for something to do guards nothing.
    (
      [Step(.take, 3), Step(.lock, 1)], [Step(.take, 3)],
      "thread 1 holds lock 1, and thread 2 holds its permit of semaphore 3."
    ),
    (
      [Step(.lock, 1), Step(.unlock, 1)], [Step(.take, 3), Step(.give, 3)],
      "neither of the two threads holds a lock."
    ),
  ])
  func `it is told what two hold whom nothing kept apart`(
    first: [Step], second: [Step], note: String
  ) throws {
    let write = [Step(.write, 9)]
    let trace = Script(threads: [[], first + write, second + write], permits: [3: 2, 4: 1])
      .run(SchedulingStrategy(choices: first.map { _ in 1 } + second.map { _ in 2 }))
    let race = try #require(ControlledRun(trace: trace, outcome: nil).race)
    let history = History(trace, schedules: 1, token: "").marking(race: race, in: trace)
    #expect(history.note.text() == "In step \(history.marks[0]) \(note)")
  }

  @Test(arguments: [
    (
      [Step(.lock, 1), Step(.read, 9), Step(.unlock, 1), Step(.lock, 1), Step(.write, 9)],
      "Between its read and its write thread 1 gives lock 1 back, in step 3."
    ),
    (
      [Step(.read, 9), Step(.lock, 1), Step(.write, 9)],
      "Thread 1 takes lock 1 only after its read, in step 6."
    ),
    (
      [Step(.lock, 2), Step(.read, 9), Step(.write, 9)],
      "In step 5 thread 1 holds lock 2, and thread 2 holds lock 1."
    ),
    (
      [Step(.take, 3), Step(.read, 9), Step(.give, 3), Step(.take, 3), Step(.write, 9)],
      "Between its read and its write thread 1 gives its permit of semaphore 3 back, in step 3."
    ),
  ])
  func `of a lost write it is told what became of the guard`(steps: [Step], note: String) throws {
    let other = [Step(.lock, 1)] + Self.addition + [Step(.unlock, 1)]
    let read = try #require(steps.firstIndex(of: Step(.read, 9)))
    // The other thread comes in after the read, and after what follows it if that isn't a taking.
    let begun =
      steps[read + 1].kind == .unlock || steps[read + 1].kind == .give ? read + 2 : read + 1
    let turns = Array(repeating: 1, count: begun) + other.map { _ in 2 }
    let trace = Script(threads: [[], steps, other], permits: [3: 1])
      .run(SchedulingStrategy(choices: turns + steps.dropFirst(begun).map { _ in 1 }))
    let run = ControlledRun(trace: trace, outcome: nil)
    let marked = History(trace, schedules: 1, token: "").marking(lostWriteOf: 9, in: run)
    #expect(marked.note.text().hasSuffix(note), "\(marked.text)")
  }

  @Test func `a lock that is kept is marked where it was taken last`() {
    let trace = Script(threads: [
      [], [Step(.lock, 1), Step(.unlock, 1), Step(.lock, 1)], [Step(.lock, 2), Step(.lock, 1)],
    ]).run(SchedulingStrategy())
    let history = History(trace, schedules: 1, token: "")
    let marked = history.marking(lastTakeOf: 1, by: 1, in: trace)
    #expect(marked.marks == [3])
    #expect(marked.note.text() == "It takes the lock in step 3; its last step is step 3.")
    #expect(history.marking(lastTakeOf: 3, by: 1, in: trace).marks == history.marks)
  }

  @Test func `where there is no end the line is marked that most steps come from`() {
    let rows = ["a:1", "b:2", "b:2", "c:3"].map {
      History.Row(thread: 0, event: .step(Step(.read, 1), ""), index: nil, place: $0, source: "")
    }
    let history = History(columns: [], rows: rows, schedules: 1, token: "")
    #expect(history.markingBusiestLine().marks == [3])
    let empty = History(columns: [], rows: [], schedules: 1, token: "")
    #expect(empty.markingBusiestLine() == empty)
  }

  @Test func `who looked before the last waking is told`() {
    let wait = [Step(.read, 9)] + Self.wait
    let trace = Script(threads: [wait, [Step(.broadcast, 1)]]).run(
      SchedulingStrategy(choices: [0, 1]))
    let history = History(trace, schedules: 1, token: "")
    #expect(
      history.note.text()
        == "The caller last reads value 9 in step 1, condition 1 is broadcast for the last "
        + "time in step 2, and the caller sleeps on it from step 4 on.")
    #expect(history.marks == [1, 2, 4, 5])
  }
}
