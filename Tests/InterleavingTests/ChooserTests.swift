import Testing

@testable import Interleaving

struct ChooserTests {
  private let all = ThreadSet(bits: 0b111)
  private let none = ThreadSet()

  /// The choices of a chooser that always has the same threads to choose from.
  private func choices(_ policy: Policy, _ count: Int, of enabled: ThreadSet) -> [Int] {
    var chooser = Chooser(policy)
    return (0..<count).map { _ in chooser.next(enabled: enabled, asleep: none) }
  }

  @Test func `a thread goes on as long as it can`() {
    var chooser = Chooser(Policy())
    #expect(chooser.next(enabled: all, asleep: none) == 0)
    #expect(chooser.next(enabled: ThreadSet(bits: 0b110), asleep: none) == 1)
    #expect(chooser.next(enabled: all, asleep: none) == 1)
    #expect(chooser.next(enabled: ThreadSet(bits: 0b001), asleep: none) == 0)
  }

  @Test func `given choices come first`() {
    #expect(choices(Policy(choices: [2, 1]), 4, of: all) == [2, 1, 1, 1])
  }

  @Test func `a choice that isn't possible is a divergence`() {
    var chooser = Chooser(Policy(choices: [1]))
    #expect(chooser.next(enabled: ThreadSet(bits: 0b100), asleep: none) == 2)
    #expect(chooser.hasDiverged)
  }

  @Test func `a sleeper is woken only by a given choice`() {
    var chooser = Chooser(Policy(choices: [1]))
    #expect(chooser.next(enabled: ThreadSet(bits: 0b1), asleep: ThreadSet(bits: 0b10)) == 1)
    #expect(!chooser.hasDiverged)
    #expect(chooser.next(enabled: ThreadSet(bits: 0b1), asleep: ThreadSet(bits: 0b10)) == 0)
  }

  @Test func `a held thread goes only when no other can`() {
    #expect(choices(Policy(held: 0), 2, of: all) == [1, 1])
    #expect(choices(Policy(held: 0), 2, of: ThreadSet(bits: 1)) == [0, 0])
  }

  @Test func `the same seed gives the same choices and another seed others`() {
    let first = choices(Policy(seed: 7), 40, of: all)
    #expect(choices(Policy(seed: 7), 40, of: all) == first)
    #expect(choices(Policy(seed: 8), 40, of: all) != first)
    #expect(Set(first) == [0, 1, 2])
  }

  @Test func `a thread that never stops gives up its turn`() {
    let turns = choices(Policy(), Policy.longestTurn + 1, of: all)
    #expect(turns.prefix(Policy.longestTurn).allSatisfy { $0 == 0 })
    #expect(turns.last == 1)
  }
}
