import Testing

@testable import Interleaving

struct ChooserTests {
  private let all = ThreadSet(bits: 0b111)
  private let none = ThreadSet()

  /// The choices of a scheduler that always has the same threads to choose from.
  private func choices(_ strategy: SchedulingStrategy, _ count: Int, of enabled: ThreadSet) -> [Int]
  {
    var scheduler = Scheduler(strategy)
    return (0..<count).map { _ in scheduler.next(enabled: enabled, asleep: none) }
  }

  @Test func `a thread goes on as long as it can`() {
    var scheduler = Scheduler(SchedulingStrategy())
    #expect(scheduler.next(enabled: all, asleep: none) == 0)
    #expect(scheduler.next(enabled: ThreadSet(bits: 0b110), asleep: none) == 1)
    #expect(scheduler.next(enabled: all, asleep: none) == 1)
    #expect(scheduler.next(enabled: ThreadSet(bits: 0b001), asleep: none) == 0)
  }

  @Test func `given choices come first`() {
    #expect(choices(SchedulingStrategy(choices: [2, 1]), 4, of: all) == [2, 1, 1, 1])
  }

  @Test func `a choice that isn't possible is a divergence`() {
    var scheduler = Scheduler(SchedulingStrategy(choices: [1]))
    #expect(scheduler.next(enabled: ThreadSet(bits: 0b100), asleep: none) == 2)
    #expect(scheduler.hasDiverged)
  }

  @Test func `a sleeper is woken only by a given choice`() {
    var scheduler = Scheduler(SchedulingStrategy(choices: [1]))
    #expect(scheduler.next(enabled: ThreadSet(bits: 0b1), asleep: ThreadSet(bits: 0b10)) == 1)
    #expect(!scheduler.hasDiverged)
    #expect(scheduler.next(enabled: ThreadSet(bits: 0b1), asleep: ThreadSet(bits: 0b10)) == 0)
  }

  @Test func `a held thread goes only when no other can`() {
    #expect(choices(SchedulingStrategy(held: 0), 2, of: all) == [1, 1])
    #expect(choices(SchedulingStrategy(held: 0), 2, of: ThreadSet(bits: 1)) == [0, 0])
  }

  @Test func `the same seed gives the same choices and another seed others`() {
    let first = choices(SchedulingStrategy(seed: 7), 40, of: all)
    #expect(choices(SchedulingStrategy(seed: 7), 40, of: all) == first)
    #expect(choices(SchedulingStrategy(seed: 8), 40, of: all) != first)
    #expect(Set(first) == [0, 1, 2])
  }

  @Test func `a thread that never stops gives up its turn`() {
    let turns = choices(SchedulingStrategy(), SchedulingStrategy.turnLimit + 1, of: all)
    #expect(turns.prefix(SchedulingStrategy.turnLimit).allSatisfy { $0 == 0 })
    #expect(turns.last == 1)
  }
}
