/// How near a file's name is to that of an exercise.
struct FileName: Equatable {
  /// From what needs no word to what does.
  enum Nearness: Int, Comparable {
    /// `SafeCounter.swift`, or with the number of a copy: `SafeCounter (1).swift`, `SafeCounter-1.swift`.
    case exact
    /// `safecounter.swift`, `safe_counter.swift`, `SafeCounter.swift.txt`, `02-SafeCounter.swift`.
    case otherwise
    /// `SafeCouter.swift`.
    case mistyped

    static func < (one: Nearness, other: Nearness) -> Bool { one.rawValue < other.rawValue }
  }

  struct Match: Equatable {
    let nearness: Nearness
    /// Which attempt the name says it is, from 1.
    let attempt: Int
  }

  /// How many letters may be wrong, left out, too many or exchanged, in a name of eight or more.
  private static let mistakes = 2

  let name: String

  init(_ name: String) { self.name = name }

  /// Whether it is a Swift file, or one that a system has given a second ending.
  var isSwift: Bool { ending != nil }

  private var ending: String? {
    [".swift.txt", ".swift.swift", ".swift"].first(where: name.lowercased().hasSuffix)
  }

  /// The name without its ending and the number of a copy.
  var stem: (String, attempt: Int) {
    Self.withoutNumber(String(name.dropLast(ending?.count ?? 0)))
  }

  /// How it matches an exercise's name; nil if it doesn't.
  func match(_ exercise: String) -> Match? {
    guard let ending else { return nil }
    let (stem, attempt) = stem
    let isSwift = name.hasSuffix(".swift") && ending == ".swift"
    if stem == exercise, isSwift { return Match(nearness: .exact, attempt: attempt) }
    let letters = Self.letters(of: stem)
    let wanted = Self.letters(of: exercise)
    if letters == wanted { return Match(nearness: .otherwise, attempt: attempt) }
    let allowed = wanted.count >= 8 ? Self.mistakes : 1
    let isNear = Self.distance(letters, wanted) <= allowed && letters.first == wanted.first
    return isNear ? Match(nearness: .mistyped, attempt: attempt) : nil
  }

  /// Takes the number of a copy off, as browsers, systems and Canvas write it.
  private static func withoutNumber(_ stem: String) -> (String, attempt: Int) {
    if let match = stem.firstMatch(of: /^(.+?)(?: ?\((\d{1,3})\)|[-_ ](\d{1,3}))$/),
      let number = (match.2 ?? match.3).flatMap({ Int($0) })
    {
      return (String(match.1), number + 1)
    }
    if let match = stem.firstMatch(of: /^(.+?) (?:- )?[Cc]opy$/) { return (String(match.1), 2) }
    if let match = stem.firstMatch(of: /^Copy of (.+)$/) { return (String(match.1), 2) }
    return (stem, 1)
  }

  /// The small letters of a name, without the number of its exercise and what stands between words.
  private static func letters(of name: String) -> [Character] {
    Array(name.lowercased().filter { $0.isLetter })
  }

  /// How many letters differ, are missing or too many, or are exchanged with their neighbours.
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var next = [row + 1]
      for (column, wanted) in other.enumerated() {
        var least = min(
          last[column] + (letter == wanted ? 0 : 1), min(last[column + 1], next[column]) + 1)
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == wanted {
          least = min(least, beforeLast[column - 1] + 1)
        }
        next.append(least)
      }
      (beforeLast, last) = (last, next)
    }
    return last[other.count]
  }
}
