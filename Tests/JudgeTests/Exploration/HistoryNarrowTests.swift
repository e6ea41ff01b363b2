import Foundation
import Interleaving
import Testing

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
              thread 1          thread 2
        """, "\(History.twoLocks.text(columns: 70))")
  }

  @Test func `in a narrower terminal each row has its thread in front`() {
    #expect(History.twoLocks.text(columns: 40) == "", "\(History.twoLocks.text(columns: 40))")
  }

  @Test func `only rows that matter are shown, and the others are counted`() {
    let text = History.long.text(columns: 80)
    #expect(text == "", "\(text)")
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
