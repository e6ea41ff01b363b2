/// What values, locks, semaphores and conditions are called: as in the student's code, if its lines say
/// so and no other of the kind has the same name there; else by their numbers.
extension History {
  /// A sentence with the names of code for the numbers.
  ///
  /// Where several of a kind have the same name, it stands behind the number where that comes first.
  func told(_ sentence: Sentence) -> String {
    let names = names
    var shared = Dictionary(
      uniqueKeysWithValues: objects.compactMap { made in made.sourceName.map { (made.object, $0) } }
    )
    return sentence.text { object in
      if let name = names[object] { return name }
      let name = shared.removeValue(forKey: object).map { " (`\($0)`)" }
      return object.rawValue + (name ?? "")
    }
  }

  /// The names that only one object of its kind has, such as "lock `door`".
  var names: [ObjectID: String] {
    let named = objects.compactMap { made in
      made.sourceName.map { (made.object, "\(made.object.kind) `\($0)`") }
    }
    let alike = Dictionary(grouping: named) { $0.1 }.values
    return Dictionary(uniqueKeysWithValues: alike.filter { $0.count == 1 }.joined())
  }
}

extension History {
  /// What the student's code calls the thing that it makes in a line, if the line says so.
  public static func name(in source: String) -> Substring? {
    source.firstMatch(of: /\b(?:let|var)\s+(\w+)/)?.1
      ?? source.prefixMatch(of: /(?:self\.)?(\w+)\s*=[^=]/)?.1
  }
}

extension History.Making {
  fileprivate var sourceName: Substring? { History.name(in: source) }
}
