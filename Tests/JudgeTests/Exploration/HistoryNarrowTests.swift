import Foundation
import Interleaving
import Testing
import Wire

@testable import Judge

struct HistoryNarrowTests {
  @Test func `a small table that fits is as it is`() {
    #expect(
      History.race.text(columns: 200).split(separator: "\n").first
        == History.race.text.split(separator: "\n").first)
  }

  @Test func `threads are beside each other where that fits, with the code below`() {
    #expect(
      History.twoLocks.text(columns: 70) == """
              thread 1           thread 2
           1  takes lock `door`                     line 12
        >  2  reads value 1: 7                      line 12
           3                     takes lock `gate`  line 12
           4                     reads value 1: 7   line 12
        >  5                     writes value 1: 8  line 12
        >  6  writes value 1: 8                     line 12
              ... 2 more steps ...

              line 12  counter.value += 1

        What was made where:
              lock `door`  line 3  let door = Lock()
              lock `gate`  line 4  gate = Lock()
              value 1      given to your code
        """)
  }

  @Test func `in a narrower terminal each row has its thread in front`() {
    #expect(
      History.twoLocks.text(columns: 50).hasPrefix(
        """
           1  thread 1  takes lock `door`          line 12
        >  2  thread 1  reads value 1: 7           line 12
           3  thread 2  takes lock `gate`          line 12
        """), "\(History.twoLocks.text(columns: 50))")
  }

  @Test func `only rows that matter are shown, and the others are counted`() {
    #expect(
      History.long.text(columns: 80) == """
              thread 1        thread 2
              ... 4 more steps ...
           5  takes lock 2
        >  6  reads value 1
           7                  takes lock 3
           8                  reads value 1
        >  9                  writes value 1
          10                  gives back lock 3
        > 11  writes value 1
              ... 9 more steps ...
        """)
  }

  @Test func `what was read back from a report has the same rows`() throws {
    let read = try JSONDecoder().decode(History.self, from: JSONEncoder().encode(History.long))
    #expect(read.text(columns: 80) == History.long.text(columns: 80))
  }

  @Test func `who falls asleep and who wakes up unasked is always shown`() throws {
    let wait = [Step(.lock, 1), Step(.sleep, 1), Step(.spuriousWakeup, 1), Step(.reacquire, 1)]
    let looks = Array(repeating: Step(.read, 2), count: 9)
    let rows = (looks + wait + looks).map {
      History.Row(thread: 0, event: .step($0, ""), index: nil, place: "", source: "")
    }
    let history = History(
      columns: [.thread(0)], rows: rows, schedules: 1, token: "", marks: [22])
    let read = try JSONDecoder().decode(History.self, from: JSONEncoder().encode(history))
    #expect(Set(10...12).isSubset(of: history.rowsThatMatter))
    #expect(read.rowsThatMatter == history.rowsThatMatter)
    #expect(history.isFolded(.narrow(columns: 80)) && !history.isFolded(.whole))
  }

  @Test func `a task that is named is shown with its call, and so is every cancellation`() {
    var trace = TaskTrace(seed: 7)
    let ends = (4...9).map { TaskTrace.Event.cameBack($0, .returned(.null)) }
    trace.events =
      (1...9).map { .called($0) } + [.cancelled(5), .called(10)] + ends + [.called(11)]
    let history = History(trace, schedules: 1, token: "").naming(
      tasksIn: "after task 7 is cancelled, tasks 4, 8 and 10 waited")
    #expect(history.rowsThatMatter.isSuperset(of: [6, 3, 7, 9, 10]))
    #expect(!history.rowsThatMatter.contains(4))
  }

  @Test func `without marks it is the beginning and the end`() {
    var history = History.long
    history.marks = []
    #expect(
      history.rowsThatMatter == Set([0, 1, 2] + (history.rows.count - 7..<history.rows.count)))
  }

  @Test(arguments: [40, 60, 77, 80, 120, 200])
  func `no row of any sample is wider than the terminal`(columns: Int) {
    for history in [History.sample, .twoLocks, .noLock, .race, .dataRace, .oldValue, .long] {
      let text = history.text(columns: columns)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns }, "\(text)")
    }
  }
}
