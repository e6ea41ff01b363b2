import Foundation
import Synchronization
import Testing

@testable import Workload

struct LedgerTests {
  // MARK: Counting

  @Test func `in a new ledger every number from 2 is missed`() {
    let tally = Ledger(limit: 5).tally()
    #expect(tally.missed == Sample(count: 4, first: [2, 3, 4, 5]))
    #expect(tally.repeated == Sample())
    #expect(tally.costLeft == tally.totalCost)
  }

  @Test func `when each number was tested once nothing is missed or repeated`() {
    let ledger = Ledger(limit: 100)
    for number in 2...100 { _ = ledger.test(number) }
    let tally = ledger.tally()
    #expect(tally.missed == Sample())
    #expect(tally.repeated == Sample())
    #expect(tally.costLeft == 0)
  }

  @Test func `a number tested twice is repeated`() {
    let ledger = Ledger(limit: 10)
    for number in [2, 3, 4, 5, 6, 7, 8, 9, 10, 7] { _ = ledger.test(number) }
    #expect(ledger.tally().repeated == Sample(count: 1, first: [7]))
  }

  @Test func `a number tested 256 times isn't missed`() {
    let ledger = Ledger(limit: 2)
    for _ in 0..<256 { _ = ledger.test(2) }
    #expect(ledger.tally().missed == Sample())
  }

  @Test func `the cost left is that of the numbers not tested yet`() {
    let ledger = Ledger(limit: 49)
    for number in 2...48 { _ = ledger.test(number) }
    // 49 is divided by 2, 3, 4, 5, 6 and 7.
    #expect(ledger.tally().costLeft == 6)
  }

  @Test(arguments: [1, 0, -1, 11, Int.max, Int.min])
  func `a number below 2 or above the limit is outside`(number: Int) {
    let ledger = Ledger(limit: 10)
    #expect(!ledger.test(number))
    #expect(ledger.tally().outside == 1)
  }

  @Test(arguments: [1, 0, -7])
  func `a ledger without numbers misses none`(limit: Int) {
    let ledger = Ledger(limit: limit)
    _ = ledger.test(2)
    #expect(ledger.tally() == Tally(outside: 1))
  }

  @Test func `of many numbers the first twelve are told`() {
    let missed = Ledger(limit: 100).tally().missed
    #expect(missed == Sample(count: 99, first: Array(2...13)))
  }

  @Test func `each test is answered with whether the number is prime`() {
    let ledger = Ledger(limit: 30)
    #expect((0...30).filter { ledger.test($0) } == [2, 3, 5, 7, 11, 13, 17, 19, 23, 29])
  }

  // MARK: Threads

  @Test func `tests from several threads are all counted`() {
    let ledger = Ledger(limit: 10)
    onThreads(4) { _ in
      for _ in 0..<1_000_000 { _ = ledger.test(11) }
    }
    #expect(ledger.tally().outside == 4_000_000)
  }

  @Test func `what threads share out is tested once each`() {
    let ledger = Ledger(limit: 20_000)
    onThreads(4) { share in
      for number in stride(from: 2 + share, through: 20_000, by: 4) { _ = ledger.test(number) }
    }
    let tally = ledger.tally()
    #expect(tally.missed == Sample())
    #expect(tally.repeated == Sample())
  }

  @Test func `a number tested by two threads is repeated`() {
    let ledger = Ledger(limit: 2)
    onThreads(2) { _ in _ = ledger.test(2) }
    #expect(ledger.tally().repeated == Sample(count: 1, first: [2]))
  }

  @Test func `only the first call of each thread is its first`() {
    let ledger = Ledger(limit: 10)
    let firsts = Mutex(0)
    onThreads(3) { _ in
      for _ in 0..<5 where ledger.isFirstCallOfThread() { firsts.withLock { $0 += 1 } }
    }
    #expect(firsts.withLock { $0 } == 3)
  }

  @Test func `a thread calls each ledger for the first time`() {
    let ledgers = [Ledger(limit: 10), Ledger(limit: 10)]
    #expect(ledgers.map { $0.isFirstCallOfThread() } == [true, true])
  }

  /// Runs `body` on so many threads, which begin together, and waits for all of them.
  private func onThreads(_ count: Int, _ body: @escaping @Sendable (_ thread: Int) -> Void) {
    let ended = DispatchSemaphore(value: 0)
    let started = Atomic(0)
    for thread in 0..<count {
      Thread.detachNewThread {
        started.add(1, ordering: .relaxed)
        while started.load(ordering: .relaxed) < count { sched_yield() }
        body(thread)
        ended.signal()
      }
    }
    for _ in 0..<count { ended.wait() }
  }
}
