import Testing
import Wire

@testable import Judge

struct GateTests {
  // MARK: Arriving

  @Test func `nothing is at a new gate`() {
    let gate = Gate()
    #expect(gate.arrivals == [])
    #expect(gate.present == [])
    #expect(gate.waiting == [])
    #expect(gate.ended == 0)
    #expect(gate.mostInside == 0)
    #expect(gate.threads == 0)
  }

  @Test func `arrivals keep the order in which they came`() {
    let gate = Gate(work(3), work(1), work(2))
    #expect(gate.arrivals.map(\.ticket) == [3, 1, 2])
  }

  @Test func `held work waits and is present`() {
    let gate = Gate(work(1), held: true)
    #expect(gate.waiting == [work(1)])
    #expect(gate.present == [work(1)])
  }

  @Test func `reported work is present and doesn't wait`() {
    let gate = Gate(work(1), held: false)
    #expect(gate.waiting == [])
    #expect(gate.present == [work(1)])
  }

  @Test func `the first that came while enough others were inside is known, and what had ended`() {
    var gate = Gate(work(1), work(2))
    #expect(gate.first(over: 2) == nil)
    _ = gate.leave(2)
    gate.arrive(work(3), isHeld: true)
    gate.arrive(work(4), isHeld: true)
    let first = gate.first(over: 2)
    #expect(first?.arrival == work(4))
    #expect(first?.ended == 1)
    #expect(first?.last == work(2))
    #expect(gate.itemsEnded == [work(2).item])
  }

  // MARK: Letting go

  @Test func `released work is still present`() {
    var gate = Gate(work(1), work(2))
    gate.release(1)
    #expect(gate.waiting == [work(2)])
    #expect(gate.present == [work(1), work(2)])
  }

  @Test func `all that is held can be released at once`() {
    var gate = Gate(work(1), work(2))
    gate.releaseAll()
    #expect(gate.waiting == [])
    #expect(gate.present.count == 2)
  }

  @Test func `releasing what isn't here changes nothing`() {
    var gate = Gate(work(1))
    gate.release(2)
    #expect(gate == Gate(work(1)))
  }

  // MARK: Leaving

  @Test func `work that has left has arrived but isn't present`() {
    var gate = Gate(work(1), work(2))
    _ = gate.leave(1)
    #expect(gate.arrivals == [work(1), work(2)])
    #expect(gate.present == [work(2)])
    #expect(gate.ended == 1)
  }

  @Test func `work that has left no longer waits`() {
    var gate = Gate(work(1))
    _ = gate.leave(1)
    #expect(gate.waiting == [])
  }

  @Test func `work that isn't here can't leave`() {
    var gate = Gate(work(1))
    let hasLeft = gate.leave(2)
    #expect(!hasLeft)
    #expect(gate == Gate(work(1)))
  }

  @Test func `work leaves only once`() {
    var gate = Gate(work(1))
    let hasLeft = [gate.leave(1), gate.leave(1)]
    #expect(hasLeft == [true, false])
    #expect(gate.ended == 1)
  }

  // MARK: Counting

  @Test func `the most inside stays when work leaves`() {
    var gate = Gate(work(1), work(2), work(3))
    for ticket in 1...3 { _ = gate.leave(ticket) }
    gate.arrive(work(4), isHeld: false)
    #expect(gate.mostInside == 3)
  }

  @Test func `work one after the other is never more than one inside`() {
    var gate = Gate()
    for ticket in 1...5 {
      gate.arrive(work(ticket), isHeld: false)
      _ = gate.leave(ticket)
    }
    #expect(gate.mostInside == 1)
    #expect(gate.ended == 5)
  }

  @Test func `a thread that comes again is one thread`() {
    let gate = Gate(work(1, thread: 7), work(2, thread: 8), work(3, thread: 7))
    #expect(gate.threads == 2)
  }

  @Test func `threads whose work has left still count`() {
    var gate = Gate(work(1, thread: 7), work(2, thread: 8))
    _ = gate.leave(1)
    #expect(gate.threads == 2)
  }
}

extension Gate {
  /// A gate that holds these arrivals, or lets them all through.
  fileprivate init(_ arrivals: Arrival..., held: Bool = true) {
    self.init()
    for arrival in arrivals { arrive(arrival, isHeld: held) }
  }
}

/// An arrival with this ticket.
func work(_ ticket: Int, at gate: String = "fetch", thread: Int = 1) -> Arrival {
  Arrival(ticket: ticket, gate: gate, item: "item \(ticket)", thread: thread, queue: "")
}
