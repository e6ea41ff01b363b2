import Judge

extension Status {
  /// Its letter in a page, by which it is coloured and sorted.
  var letter: String {
    switch self {
    case .passed: "p"
    case .failed: "f"
    case .notStarted: "n"
    case .didNotCompile: "x"
    case .notMeasured: "u"
    case .notReached: "r"
    case .judgeError: "e"
    }
  }

  /// The same as a sign before its name.
  var sign: String {
    switch self {
    case .passed: "✓"
    case .failed: "✗"
    case .notStarted: "·"
    case .didNotCompile: "c"
    case .notMeasured: "?"
    case .notReached: "–"
    case .judgeError: "!"
    }
  }

  /// A sign with a word behind it, such as the status or a mistake's name.
  func badge(_ word: String) -> HTML {
    "<span class=\"badge \(letter)\"><span aria-hidden=\"true\">\(sign)</span> \(word)</span>"
  }
}
