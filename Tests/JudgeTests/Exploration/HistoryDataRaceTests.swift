import Interleaving
import Testing

@testable import Judge

struct HistoryDataRaceTests {
  @Test(arguments: [
    ("made = fresh", "if made == nil {", "made"),
    ("self.total += 1", "return total", "total"),
    ("found.append(number)", "found.append(number)", "found"),
    ("sums.parts[index] = times", "let all = sums.parts.reduce(0, +)", "parts"),
    ("let mine = next; next += 1", "let mine = next; next += 1", "next"),
    ("desk.lock.withLock { add() }", "desk.lock.withLock { add() }", "lock"),
    ("swap(&left, &right)", "return right", "right"),
  ])
  func `a place has the name that both lines have for it`(
    written: String, used: String, name: String
  ) {
    #expect(History.nameOfMemory(written: written, used: used) == name)
  }

  @Test func `where the lines don't tell, it has none`() {
    #expect(History.nameOfMemory(written: "work()", used: "other()") == nil)
  }

  @Test func `both accesses have a row of their own at their place among the steps`() {
    let history = History.dataRace
    let places = history.marks.map { history.rows[$0 - 1].place }
    #expect(places == ["Counter.swift:7", "Counter.swift:12"])
    #expect(history.rows.map(\.thread) == [1, 1, 1, 2])
  }

  @Test func `what holds who uses the place is told`() {
    let note = History.dataRace.note.text()
    #expect(note == "There thread 1 holds lock 2, and thread 2 holds no lock.")
  }

  @Test func `the place and both lines are told`() {
    let words = History.dataRace.accesses.text()
    #expect(
      words == "thread 1 writes a place in memory at Counter.swift:7, and thread 2 reads the same "
        + "place at Counter.swift:12")
  }
}
