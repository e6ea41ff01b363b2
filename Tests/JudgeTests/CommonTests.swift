import Testing

@testable import Checks

struct CommonTests {
  /// Things of two qualities: a color of three and a size from 1 to 5.
  private static let things: [(color: Int, size: Int)] = (0..<3).flatMap { color in
    (1...5).map { (color, $0) }
  }

  private static func common(_ isChosen: (_ color: Int, _ size: Int) -> Bool) -> Common {
    let chosen = things.indices.filter { isChosen(things[$0].color, things[$0].size) }
    return Checks.common(
      to: Set(chosen),
      among: things.map { thing in
        [
          Quality(thing.color, ["are red", "are green", "are blue"][thing.color]),
          Quality(thing.size, "have size \(thing.size)") { least, most in
            "have size \(least.map { "\($0)" } ?? "any")...\(most.map { "\($0)" } ?? "any")"
          },
        ]
      })
  }

  @Test func `one quality that tells them apart is told alone`() {
    #expect(Self.common { color, _ in color == 1 } == Common(words: ["are green"], isExact: true))
  }

  @Test func `two are told where it takes both`() {
    let common = Self.common { color, size in color == 1 && size == 3 }
    #expect(common == Common(words: ["are green", "have size 3"], isExact: true))
  }

  @Test func `numbers in a row are told by their ends`() {
    #expect(Self.common { $1 >= 3 }.words == ["have size 3...any"])
    #expect(Self.common { $1 <= 2 }.words == ["have size any...2"])
    #expect(Self.common { 2...4 ~= $1 }.words == ["have size 2...4"])
  }

  @Test func `a few numbers that aren't in a row are told one by one`() {
    #expect(Self.common { $1 == 1 || $1 == 4 }.words == ["have size 1 or have size 4"])
  }

  @Test func `what others have as well is told as that`() {
    let mixed = Self.common { color, size in (color, size) == (0, 1) || (color, size) == (1, 2) }
    #expect(mixed == Common(words: ["are red or are green", "have size any...2"], isExact: false))
  }

  @Test func `all and none have nothing that tells them apart`() {
    #expect(Self.common { _, _ in true } == Common(words: [], isExact: true))
    #expect(Self.common { _, _ in false } == Common(words: [], isExact: false))
  }
}
