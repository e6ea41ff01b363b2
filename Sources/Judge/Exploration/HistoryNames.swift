/// What values, locks, semaphores and conditions are called: as in the student's code, if its lines say
/// so and no other of the kind has the same name there; else by their numbers.
extension History {
  /// The same text with the names of code for the numbers.
  ///
  /// Where several of a kind have the same name, it stands behind the number where that comes first.
  func naming(_ text: String) -> String {
    let names = names
    return objects.reduce(text) { text, object in
      guard let name = object.sourceName,
        let number = try? Regex("\\b\(object.object.name)\\b").ignoresCase()
      else { return text }
      let isOnly = names[object.object] != nil
      return text.replacing(number, maxReplacements: isOnly ? .max : 1) { match in
        let number = text[match.range]
        return isOnly
          ? "\(number.prefix("\(object.object.kind)".count)) `\(name)`" : "\(number) (`\(name)`)"
      }
    }
  }

  /// The names that only one object of its kind has, such as "lock `door`".
  var names: [ObjectID: String] {
    let named = objects.compactMap { making in
      making.sourceName.map { (making.object, "\(making.object.kind) `\($0)`") }
    }
    let alike = Dictionary(grouping: named) { $0.1 }.values
    return alike.filter { $0.count == 1 }.joined().reduce(into: [:]) { $0[$1.0] = $1.1 }
  }
}

extension History.Making {
  /// What the student's code calls it, if its line says so.
  fileprivate var sourceName: Substring? {
    source.firstMatch(of: /\b(?:let|var)\s+(\w+)/)?.1
      ?? source.prefixMatch(of: /(?:self\.)?(\w+)\s*=[^=]/)?.1
  }
}
