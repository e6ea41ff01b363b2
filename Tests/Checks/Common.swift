/// One of the qualities of a thing, such as how many pieces a job has.
public struct Quality: Sendable {
  /// Which of the values that there are it has; those of numbers are in their order.
  let value: Int
  /// What it is, as the end of "those that".
  let words: String
  /// Values in a row as words of the same kind: at least so much, at most so much, or both.
  let range: (@Sendable (_ least: Int?, _ most: Int?) -> String)?

  /// Makes one.
  public init(
    _ value: Int, _ words: String,
    range: (@Sendable (_ least: Int?, _ most: Int?) -> String)? = nil
  ) {
    self.value = value
    self.words = words
    self.range = range
  }
}

/// What some of many things have in common.
public struct Common: Sendable, Equatable {
  /// Each quality in words, as the end of "those that"; empty if they have nothing in common that others
  /// haven't.
  public let words: [String]
  /// Whether no others have all of these qualities.
  public let isExact: Bool
}

/// What some things have in common, in as few qualities as tell them from all others.
///
/// - Parameters:
///   - chosen: Which of them it is about.
///   - all: The qualities of each of them, of the same kinds in the same order.
public func common(to chosen: Set<Int>, among all: [[Quality]]) -> Common {
  guard let kinds = all.first?.indices, !chosen.isEmpty else {
    return Common(words: [], isExact: false)
  }
  func values(_ kind: Int, _ things: some Sequence<Int>) -> Set<Int> {
    Set(things.map { all[$0][kind].value })
  }
  let own = kinds.map { values($0, chosen) }
  let telling = kinds.filter { own[$0] != values($0, all.indices) }
  let others = all.indices.filter { !chosen.contains($0) }
  func isExact(_ kinds: [Int]) -> Bool {
    !others.contains { other in kinds.allSatisfy { own[$0].contains(all[other][$0].value) } }
  }
  var needed = telling
  if isExact(telling) {
    for kind in telling where isExact(needed.filter { $0 != kind }) {
      needed.removeAll { $0 == kind }
    }
  }
  let words = needed.compactMap { kind in
    wording(of: own[kind], among: all.map { $0[kind] })
  }
  // What can't be said in words doesn't tell them from others either.
  return Common(words: words, isExact: words.count == needed.count && isExact(needed))
}

/// Some of the values that a quality has, in words; nil if they are too many and not in a row.
private func wording(of values: Set<Int>, among qualities: [Quality]) -> String? {
  let there = Set(qualities.map(\.value)).sorted()
  func words(_ value: Int) -> String { qualities.first { $0.value == value }?.words ?? "" }
  let sorted = values.sorted()
  guard let least = sorted.first, let most = sorted.last, let range = qualities[0].range else {
    return sorted.map(words).joined(separator: " or ")
  }
  if least == most { return words(least) }
  guard there.filter({ least...most ~= $0 }) == sorted else {
    return sorted.count <= 3 ? sorted.map(words).joined(separator: " or ") : nil
  }
  return range(least == there.first ? nil : least, most == there.last ? nil : most)
}
