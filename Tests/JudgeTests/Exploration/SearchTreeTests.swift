import Interleaving
import Testing

@testable import Judge

struct SearchTreeTests {
  @Test(arguments: [0, 1, 2])
  func `whatever comes of all orders with so many preemptions comes of those that are tried`(
    bound: Int
  ) {
    var (all, fewer) = (0, 0)
    for seed in 1...80 {
      let program = SimulatedProgram(seed: UInt64(seed))
      let every = program.outcomes(bound: bound, triesAll: true)
      let some = program.outcomes(bound: bound, triesAll: false)
      all += every.tried
      fewer += some.tried
      #expect(some.diverged == 0)
      // Nobody can go on in one that is tried: the search ends there. A thread that sleeps then may yet
      // be woken in another in which somebody else has something left to do.
      if program.hasSleepers, some.all.contains(where: { !$0.isOver }) { continue }
      #expect(every.all.subtracting(some.all).isEmpty, "\(seed): \(program)")
    }
    #expect(fewer < all)
  }

  @Test(arguments: [false, true])
  func `a run that isn't all seen may end before its choices do, or do something else`(
    triesAll: Bool
  ) {
    func trace(_ threads: [Int]) -> Trace {
      var trace = Trace()
      trace.entries = threads.map {
        Trace.Entry(
          thread: $0, step: Step(.write, 1), enabled: ThreadSet(bits: 7), asleep: ThreadSet(bits: 0)
        )
      }
      return trace
    }
    for other in [[], [2], [2, 2, 2]] {
      var tree = SearchTree(bound: 1, triesAll: triesAll)
      tree.note(trace([0, 0, 1, 1]), after: tree.next() ?? [])
      while let choices = tree.next() { tree.note(trace(other), after: choices) }
      #expect(tree.completed == 1)
    }
  }

  /// How many orders are tried, of all that there are.
  private func tried(_ threads: [[SimulatedProgram.Instruction]], bound: Int = 2) -> [Int] {
    let program = SimulatedProgram(threads: threads, permits: [:])
    return [false, true].map { program.outcomes(bound: bound, triesAll: $0).tried }
  }

  private func adding(under lock: Int, to value: Int) -> [SimulatedProgram.Instruction] {
    [
      .plain(Step(.lock, lock)), .plain(Step(.read, value)), .write(value, adds: true),
      .plain(Step(.unlock, lock)),
    ]
  }

  private let team: [SimulatedProgram.Instruction] = [
    .spawn(1), .spawn(2), .spawn(3), .join(1), .join(2), .join(3),
  ]

  @Test func `threads that have nothing in common are tried in a few orders`() {
    let orders = tried([team] + (1...3).map { adding(under: $0, to: 10 + $0) })
    #expect(orders[0] * 100 < orders[1])
  }

  @Test func `threads under one lock take it in each order`() {
    let orders = tried([team] + (1...3).map { _ in adding(under: 1, to: 11) })
    #expect(orders[0] >= 6)
    #expect(orders[0] * 10 < orders[1])
  }

  @Test func `what a thread came upon that is no step may depend on everything`() {
    let free = Trace.Entry(
      thread: 1, step: Step(.read, 1), enabled: ThreadSet(), asleep: ThreadSet())
    let other = Trace.Entry(
      thread: 2, step: Step(.read, 1), enabled: ThreadSet(), asleep: ThreadSet())
    let unseen = Trace.Entry(
      thread: 2, step: Step(.read, 1), enabled: ThreadSet(), asleep: ThreadSet(),
      touchesUnseen: true)
    #expect(!free.depends(on: other))
    #expect(free.depends(on: unseen))
    #expect(unseen.depends(on: free))
  }

  @Test func `what has been completed stays so`() {
    var search = Search(bound: 1)
    let program = SimulatedProgram(seed: 1044)
    var completed: [Int] = []
    while let strategy = search.next() {
      search.note(program.run(strategy).trace, after: strategy)
      completed.append(search.completed ?? -1)
    }
    #expect(completed == completed.sorted())
    #expect(completed.last == 1)
  }
}
