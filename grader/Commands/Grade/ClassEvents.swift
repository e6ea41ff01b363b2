extension ClassRun.Event {
  /// What came of an entry that has ended, in words; nil if none has.
  var ending: (name: String, words: String, isKept: Bool)? {
    switch self {
    case .began, .wrote: nil
    case .ended(let name, let score, let isKept):
      (name, "\(name) \(score.inWords) points\(isKept ? " (graded before)" : "")", isKept)
    case .failed(let name, let reason): (name, "\(name) could not be graded: \(reason)", false)
    }
  }
}

extension ProgressDisplay {
  /// Takes note of what happens in a class.
  func note(_ event: ClassRun.Event) {
    if case .began(let name) = event { note(name) }
    if let ending = event.ending { end(ending.name, ending.words, isKept: ending.isKept) }
  }
}
