import Interleaving
import Testing

@testable import Judge

struct LikenessTests {
  /// What comes about in an order, whatever the order of steps that don't touch each other: for each two
  /// that do, which came first.
  private func essence(of trace: Trace) -> Set<[Int]> {
    var counts: [Int: Int] = [:]
    let names = trace.entries.map { entry in
      counts[entry.thread, default: 0] += 1
      return [entry.thread, counts[entry.thread] ?? 0]
    }
    var orders: Set<[Int]> = []
    for later in trace.entries.indices {
      for first in 0..<later {
        let (one, other) = (trace.entries[first], trace.entries[later])
        guard one.thread != other.thread, !Likeness.areApart(one, other) else { continue }
        orders.insert(names[first] + names[later])
      }
    }
    // Threads that have ended and that haven't.
    for (thread, count) in counts { orders.insert([thread, count]) }
    return orders
  }

  private func essences(
    of script: Script, bound: Int, leavingOut: Bool
  ) -> (all: Set<Set<[Int]>>, tried: Int) {
    var search = Search(bound: bound, leavesOutLikeOnes: leavingOut)
    var (all, tried): (Set<Set<[Int]>>, Int) = ([], 0)
    while let strategy = search.next() {
      let trace = script.run(strategy)
      tried += 1
      all.insert(essence(of: trace))
      search.note(trace, after: strategy)
    }
    return (all, tried)
  }

  /// A script of a few threads with a few steps, drawn at random.
  private func script(_ seed: UInt64) -> Script {
    var random = SplitMix64(state: seed)
    func draw(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    let threads = (0..<(2 + draw(2))).map { _ in
      (0..<(1 + draw(2))).flatMap { _ -> [Step] in
        let (lock, value) = (1 + draw(2), 3 + draw(2))
        return switch draw(6) {
        case 0: [Step(.read, value)]
        case 1: [Step(.write, value)]
        case 2: [Step(.lock, lock), Step(.write, value), Step(.unlock, lock)]
        case 3: [Step(.lock, lock), Step(.unlock, lock), Step(.read, value)]
        case 4: [Step(.lock, 1), Step(.lock, 2), Step(.unlock, 2), Step(.unlock, 1)]
        default: [Step(.lock, 2), Step(.lock, 1), Step(.unlock, 1), Step(.unlock, 2)]
        }
      }
    }
    return Script(threads: threads)
  }

  @Test(arguments: [0, 1, 2]) func `what is left out comes about in an order that is tried`(
    bound: Int
  ) {
    var (all, fewer) = (0, 0)
    for seed in 1...300 {
      let script = script(UInt64(seed))
      let every = essences(of: script, bound: bound, leavingOut: false)
      let some = essences(of: script, bound: bound, leavingOut: true)
      #expect(some.all == every.all, "\(seed): \(script.threads)")
      all += every.tried
      fewer += some.tried
    }
    #expect(bound == 0 || fewer < all)
  }

  @Test func `steps that don't touch each other are tried in fewer orders`() {
    let steps = { [Step(.write, $0), Step(.read, $0), Step(.write, $0)] }
    let script = Script(threads: [steps(1), steps(2), steps(3)])
    let tried = essences(of: script, bound: 2, leavingOut: true).tried
    #expect(tried < essences(of: script, bound: 2, leavingOut: false).tried)
  }
}
