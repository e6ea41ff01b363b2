import Testing

@testable import Judge

@Suite struct ThreadPlacesTests {
  private let wait = SourceLine(file: "/nowhere/Pool.swift", line: 7)
  private let call = SourceLine(file: "/nowhere/Pool.swift", line: 20)
  private let kit = SourceLine(file: "/kit/Sources/ExerciseKit/Locks.swift", line: 3)
  private let adapter = SourceLine(file: "/kit/Sources/Subject/ThreadPool/main.swift", line: 9)

  @Test func `a thread is at the innermost line that isn't the kit's`() {
    let places = ThreadPlaces(lines: [[kit, wait, call, adapter]]).places
    #expect(places.map(\.place) == ["Pool.swift:7"])
    #expect(places.map(\.isAtWork) == [false])
    #expect(places.map(\.caller) == ["Pool.swift:20: ``"])
  }

  @Test func `work that the adapter does is told at the line that called it`() {
    let places = ThreadPlaces(lines: [[adapter, call, adapter]]).places
    #expect(places.map(\.place) == ["Pool.swift:20"])
    #expect(places.map(\.isAtWork) == [true])
  }

  @Test func `what stands in for a wait of the gate's doesn't hide the work`() {
    let standIn = SourceLine(file: "/kit/Sources/Control/semaphores.c", line: 66)
    let places = ThreadPlaces(lines: [[standIn, adapter, call, adapter]]).places
    #expect(places.map(\.isAtWork) == [true])
  }

  @Test func `who called isn't told of work, nor where the same line comes twice`() {
    let places = ThreadPlaces(lines: [[adapter, call, wait], [kit, call, kit, call]]).places
    #expect(places.map(\.caller) == [nil, nil])
  }

  @Test func `the thread on which the code was called is the caller`() throws {
    let lines = [[wait, call, adapter], [adapter, call, adapter], [adapter, call, kit]]
    let text = try #require(ThreadPlaces(lines: lines).text)
    #expect(
      text == """
        Where your code was then:
           the caller at Pool.swift:20: ``, in the work itself
           1 thread at Pool.swift:20: ``, in the work itself
           the caller at Pool.swift:7: ``
              called at Pool.swift:20: ``
        """)
  }

  @Test func `threads that came there in different ways are told apart`() throws {
    let lines = [[wait, call], [wait, call], [wait]]
    let text = try #require(ThreadPlaces(lines: lines).text)
    #expect(
      text == """
        Where your code was then:
           2 threads at Pool.swift:7: ``
              called at Pool.swift:20: ``
           1 thread at Pool.swift:7: ``
        """)
  }

  @Test func `the line with most threads comes first, those with as many by their names`() {
    let early = SourceLine(file: "/nowhere/Ask.swift", line: 1)
    let places = ThreadPlaces(lines: [[call], [wait], [wait], [early]]).places
    #expect(places.map(\.place) == ["Pool.swift:7", "Ask.swift:1", "Pool.swift:20"])
    #expect(places.map(\.threads) == [2, 1, 1])
  }

  @Test func `threads without a line of the student's aren't told`() {
    let unknown = SourceLine(file: "/nowhere/Pool.swift", line: 0)
    #expect(ThreadPlaces(lines: [[kit], [adapter], [], [unknown]]).text == nil)
  }

  @Test func `more lines than a reader wants are summed up`() throws {
    let lines = (1...7).map { [SourceLine(file: "/nowhere/Pool.swift", line: $0)] }
    let text = try #require(ThreadPlaces(lines: lines).text)
    #expect(text.hasPrefix("Where your code was then:\n   1 thread at Pool.swift:1: `"))
    #expect(text.hasSuffix("\n   and others at 2 more lines"))
  }
}
