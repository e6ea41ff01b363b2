import Testing
import Wire

@testable import Judge

@Suite struct StuckThreadTests {
  private let lines = [
    1: SourceLine(file: "/a/Pool.swift", line: 12), 2: SourceLine(file: "/a/Pool.swift", line: 30),
    3: SourceLine(file: "/a/Sources/ExerciseKit/Locks.swift", line: 5),
  ]

  @Test func `two that wait for each other are told, and nobody who waits for them`() {
    let waits = [
      LockWait(thread: 70, holder: 80, calls: [3, 1], taking: [3, 2]),
      LockWait(thread: 90, holder: 80, calls: [2], taking: [1]),
      LockWait(thread: 80, holder: 90, calls: [3, 1], taking: []),
    ]
    let stuck = StuckThread.of(waits, in: lines)
    #expect(stuck.map(\.thread) == [1, 2])
    #expect(stuck.map(\.holder) == [2, 1])
    #expect(stuck.map(\.takenAt) == ["", "Pool.swift:12 (``)"])
    #expect(stuck.allSatisfy { !$0.waitsAt.contains("Locks.swift") })
  }

  @Test func `one that waits for itself is told so`() {
    let wait = LockWait(thread: 70, holder: 70, calls: [1], taking: [3])
    let stuck = StuckThread.of([wait], in: lines)
    #expect(
      stuck.map(\.inWords) == [
        "Thread 1 waits at Pool.swift:12 (``) for a lock that it took itself and never gave back."
      ])
  }

  @Test func `without a circle those that wait are told`() {
    let waits = (1...6).map { LockWait(thread: $0, holder: 9, calls: [], taking: [2]) }
    let stuck = StuckThread.of(waits, in: lines)
    #expect(stuck.map(\.thread) == [1, 2, 3, 4])
    #expect(Set(stuck.map(\.holder)) == [5])
    #expect(
      stuck[0].inWords
        == "Thread 1 waits for a lock that thread 5 took at Pool.swift:30 (``) and never gave back."
    )
  }
}
