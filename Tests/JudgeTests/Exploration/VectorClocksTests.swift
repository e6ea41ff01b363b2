import Interleaving
import Testing

@testable import Judge

struct ClocksTests {
  private func conflicts(_ threads: [[Step]], permits: [Int: Int] = [:]) -> [VectorClocks.Conflict]
  {
    VectorClocks(Script(threads: threads, permits: permits).run(SchedulingStrategy())).conflicts
  }

  private let addition = [Step(.read, 9), Step(.write, 9)]

  private func under(_ lock: Int, _ steps: [Step]) -> [Step] {
    [Step(.lock, lock)] + steps + [Step(.unlock, lock)]
  }

  @Test func `additions without a lock conflict even one after the other`() {
    let found = conflicts([addition, addition])
    #expect(
      found == [
        VectorClocks.Conflict(first: 1, second: 2), VectorClocks.Conflict(first: 0, second: 3),
        VectorClocks.Conflict(first: 1, second: 3),
      ])
  }

  @Test func `additions under one lock don't conflict`() {
    #expect(conflicts([under(1, addition), under(1, addition)]).isEmpty)
  }

  @Test func `additions under two locks conflict`() {
    #expect(!conflicts([under(1, addition), under(2, addition)]).isEmpty)
  }

  @Test func `reads alone don't conflict`() {
    #expect(conflicts([[Step(.read, 9)], [Step(.read, 9)]]).isEmpty)
  }

  @Test func `a semaphore orders what was before its signal`() {
    let first = addition + [Step(.give, 3)]
    #expect(conflicts([first, [Step(.take, 3)] + addition], permits: [3: 0]).isEmpty)
  }

  @Test func `a join orders what the joined thread did`() {
    #expect(conflicts([[Step(.join, 1)] + addition, addition]).isEmpty)
  }

  @Test func `sleeping on a condition gives its lock on`() {
    let sleeper = [Step(.lock, 1), Step(.sleep, 1)] + addition + [Step(.unlock, 1)]
    let waker = [Step(.lock, 1)] + addition + [Step(.signal, 1), Step(.unlock, 1)]
    #expect(conflicts([sleeper, waker]).isEmpty)
  }
}
