import Testing
import Wire

@testable import Judge

struct SubjectStateTests {
  // MARK: Runs

  @Test func `a subject isn't ready before it says so`() {
    var state = SubjectState()
    #expect(!state.isReady)
    state.take(.ready)
    #expect(state.isReady)
  }

  @Test func `each run has its own outcome`() {
    var state = SubjectState()
    state.take(.finished(run: 2, .returned(5)))
    state.take(.finished(run: 1, .notStarted))
    #expect(state.outcomes == [1: .notStarted, 2: .returned(5)])
  }

  // MARK: Held and reported

  @Test func `work at a held gate waits`() {
    var state = SubjectState(["fetch": .held])
    state.take(.arrived(work(1)))
    #expect(state["fetch"].waiting == [work(1)])
    #expect(!state.isWorking)
  }

  @Test func `work at a reported gate is present and under way`() {
    var state = SubjectState(["fetch": .reported])
    state.take(.arrived(work(1)))
    #expect(state["fetch"].present == [work(1)])
    #expect(state.isWorking)
  }

  @Test func `each gate has its own arrivals`() {
    var state = SubjectState(["fetch": .held, "progress": .reported])
    state.take(.arrived(work(1, at: "fetch")))
    state.take(.arrived(work(2, at: "progress")))
    #expect(state["fetch"].arrivals.map(\.ticket) == [1])
    #expect(state["progress"].arrivals.map(\.ticket) == [2])
  }

  @Test func `a gate that nothing came to is empty`() {
    #expect(SubjectState()["fetch"] == Gate())
  }

  @Test func `a later run changes only the gates it names`() {
    var state = SubjectState(["fetch": .held, "progress": .held])
    state.note(.run(2, request: .null, gates: ["progress": .reported]))
    state.take(.arrived(work(1, at: "fetch")))
    state.take(.arrived(work(2, at: "progress")))
    #expect(state["fetch"].waiting.map(\.ticket) == [1])
    #expect(state["progress"].waiting == [])
  }

  // MARK: What has been done

  @Test func `work that nothing is told of isn't tallied`() {
    #expect(SubjectState().byThen == "")
  }

  @Test func `work that came, and what of it ended, is tallied`() {
    var state = SubjectState(["fetch": .held])
    #expect(state.byThen == " By then 0 calls of `fetch` had begun, 0 had ended.")
    state.take(.arrived(work(1)))
    #expect(state.byThen == " By then 1 call of `fetch` had begun, 0 had ended.")
    state.take(.arrived(work(2)))
    state.take(.left(ticket: 1))
    #expect(state.byThen == " By then 2 calls of `fetch` had begun, 1 had ended.")
  }

  @Test func `each kind of work is tallied, by name`() {
    var state = SubjectState([Workforce.gate: .held, "fetch": .held])
    state.take(.arrived(work(1)))
    #expect(
      state.byThen == """
         By then 1 call of `fetch` had begun, 0 had ended, and processes had been given 0 lines, \
        0 had ended.
        """)
  }

  // MARK: Letting go

  @Test func `released work no longer waits but is present`() {
    var state = SubjectState(["fetch": .held])
    state.take(.arrived(work(1)))
    state.note(.release(ticket: 1))
    #expect(state["fetch"].present == [work(1)])
    #expect(state.isWorking)
  }

  @Test func `a release lets one piece of work go`() {
    var state = SubjectState(["fetch": .held, "progress": .held])
    state.take(.arrived(work(1, at: "fetch")))
    state.take(.arrived(work(2, at: "progress")))
    state.take(.arrived(work(3, at: "fetch")))
    state.note(.release(ticket: 2))
    #expect(state["fetch"].waiting.map(\.ticket) == [1, 3])
    #expect(state["progress"].waiting == [])
  }

  @Test func `opening a gate lets go what it holds`() {
    var state = SubjectState(["fetch": .held])
    state.take(.arrived(work(1)))
    state.take(.arrived(work(2)))
    state.note(.open(gate: "fetch"))
    #expect(state["fetch"].waiting == [])
    #expect(state["fetch"].present.count == 2)
  }

  @Test func `opening a gate leaves what another holds`() {
    var state = SubjectState(["fetch": .held, "progress": .held])
    state.take(.arrived(work(1, at: "fetch")))
    state.note(.open(gate: "progress"))
    #expect(state["fetch"].waiting.map(\.ticket) == [1])
  }

  @Test func `work that was on its way when the gate was opened doesn't wait`() {
    var state = SubjectState(["fetch": .held])
    state.note(.open(gate: "fetch"))
    state.take(.arrived(work(1)))
    #expect(state["fetch"].present == [work(1)])
    #expect(state.isWorking)
  }

  // MARK: Leaving

  @Test func `work leaves the gate it came to`() {
    var state = SubjectState(["fetch": .held, "progress": .reported])
    state.take(.arrived(work(1, at: "fetch")))
    state.take(.arrived(work(2, at: "progress")))
    state.take(.left(ticket: 2))
    #expect(state["fetch"].ended == 0)
    #expect(state["progress"].ended == 1)
  }

  @Test func `a ticket that never came leaves nothing`() {
    var state = SubjectState(["fetch": .held])
    state.take(.arrived(work(1)))
    state.take(.left(ticket: 9))
    #expect(state["fetch"].present == [work(1)])
  }

  // MARK: Events

  @Test func `each message of the subject's is an event`() {
    var state = SubjectState(["fetch": .reported])
    state.take(.ready)
    state.take(.arrived(work(1)))
    state.take(.left(ticket: 1))
    state.take(.finished(run: 1, .notStarted))
    #expect(state.events == 4)
  }

  @Test func `an answer to a question is no event`() {
    var state = SubjectState()
    state.take(.pong(1, counted: .null))
    #expect(state.events == 0)
  }

  @Test func `what the judge says is no event`() {
    var state = SubjectState(["fetch": .held])
    state.note(.ping(1, counting: true))
    state.note(.open(gate: "fetch"))
    #expect(state.events == 0)
  }

  @Test func `an answer belongs to the question of its number`() {
    var state = SubjectState()
    state.take(.pong(2, counted: ["missed": 3]))
    #expect(state.pong(2) == ["missed": 3])
    #expect(state.pong(1) == nil)
  }
}

extension SubjectStateTests {
  // MARK: Stillness

  @Test func `a subject is still when it answers the question that was the last said to it`() {
    var state = SubjectState()
    #expect(state.isToBeAsked)
    state.note(.stillness(1))
    #expect(!state.isToBeAsked && !state.isStill)
    state.take(.still(1))
    #expect(state.isStill && !state.isToBeAsked)
  }

  @Test func `what came before the answer changes nothing`() {
    var state = SubjectState(["fetch": .held])
    state.note(.stillness(1))
    state.take(.arrived(work(1)))
    state.take(.still(1))
    #expect(state.isStill)
  }

  @Test func `an answer that was on its way when more was said counts for nothing`() {
    var state = SubjectState(["fetch": .held])
    state.note(.stillness(1))
    state.note(.release(ticket: 1))
    state.take(.still(1))
    #expect(!state.isStill && state.isToBeAsked)
    state.note(.stillness(2))
    state.take(.still(1))
    #expect(!state.isStill)
  }

  @Test func `what is said to it, and what it says, ends what was known`() {
    let still = {
      var state = SubjectState()
      state.note(.stillness(1))
      state.take(.still(1))
      return state
    }
    var state = still()
    state.note(.open(gate: "fetch"))
    #expect(state.isToBeAsked)
    state = still()
    state.take(.left(ticket: 1))
    #expect(state.isToBeAsked)
    state = still()
    state.take(.pong(1, counted: .null))
    #expect(state.isStill)
  }
}

extension SubjectState {
  /// What is known when a run with these gates has been asked for.
  fileprivate init(_ gates: [String: GateMode]) {
    self.init()
    note(.run(1, request: .null, gates: gates))
  }
}
