/// What values, locks, semaphores and conditions are called: as in the student's code, if its lines say
/// so and no other of the kind has the same name there; else by their numbers.
extension History {
  /// The same text with the names of code for the numbers.
  ///
  /// Where several of a kind have the same name, it stands behind the number where that comes first.
  func naming(_ text: String) -> String {
    objects.reduce(text) { text, object in
      guard let name = object.sourceName,
        let number = try? Regex("\\b\(object.name)\\b").ignoresCase()
      else { return text }
      let isOnly = isOnly(object)
      return text.replacing(number, maxReplacements: isOnly ? .max : 1) { match in
        let number = text[match.range]
        return isOnly ? "\(number.prefix(object.kind.count)) `\(name)`" : "\(number) (`\(name)`)"
      }
    }
  }

  /// A step as the table shows it.
  func shown(_ step: String) -> String {
    guard let object = objects.first(where: { $0.isMeant(in: step) }),
      let place = step.firstRange(of: object.name)
    else { return step }
    return step.replacingCharacters(in: place, with: shownName(of: object))
  }

  /// What an object is called in the table.
  func shownName(of object: Object) -> String {
    guard let name = object.sourceName, isOnly(object) else { return object.name }
    return "\(object.kind) `\(name)`"
  }

  /// Whether no other object of the kind has the same name in the student's code.
  private func isOnly(_ object: Object) -> Bool {
    objects.count { $0.kind == object.kind && $0.sourceName == object.sourceName } == 1
  }
}

extension History.Object {
  /// What it is, such as `lock`.
  fileprivate var kind: Substring { name.prefix { $0 != " " } }

  /// What the student's code calls it, if its line says so.
  fileprivate var sourceName: Substring? {
    source.firstMatch(of: /\b(?:let|var)\s+(\w+)/)?.1
      ?? source.prefixMatch(of: /(?:self\.)?(\w+)\s*=[^=]/)?.1
  }
}
