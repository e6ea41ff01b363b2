import Testing

@testable import Combinations

@Suite struct CoveringTests {
  @Test func `what has most of what is missing is taken`() {
    #expect(covering(["ab", "abc", "d", "cd"]) { Array($0) } == ["abc", "d"])
  }

  @Test func `everything is covered, and nothing is taken that adds nothing`() {
    let pairs = (0..<4).flatMap { one in (0..<5).map { [one, $0 + 10] } }
    #expect(
      covering(pairs) { $0 }
        == [[0, 10], [1, 11], [2, 12], [3, 13], [0, 14]].sorted {
          $0[0] < $1[0] || ($0[0] == $1[0] && $0[1] < $1[1])
        })
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
