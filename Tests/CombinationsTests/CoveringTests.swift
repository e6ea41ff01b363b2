import Testing

@testable import Combinations

@Suite struct CoveringTests {
  @Test func `what has most of what is missing is taken`() {
    #expect(covering(["ab", "abc", "d", "cd"]) { Array($0) } == ["abc", "d"])
  }

  @Test func `everything is covered, and nothing is taken that adds nothing`() {
    let pairs = (0..<4).flatMap { one in (0..<5).map { two in [one, two + 10] } }
    let chosen: [[Int]] = covering(pairs) { $0 }
    #expect(chosen.count == 5)
    #expect(Set(chosen.joined()) == Set(pairs.joined()))
    #expect(covering([[Int]]()) { $0 }.isEmpty)
  }

  @Test func `groups are all those of a size`() {
    let recipe = Recipe(maker: .spawn, lock: .lock, wait: .own)
    #expect(
      recipe.groups(of: 2).map { $0.map(\.name) } == [
        ["spawn", "Lock"], ["spawn", "Join"], ["Lock", "Join"],
      ])
    #expect(recipe.groups(of: 5).count == 1)
  }
}
