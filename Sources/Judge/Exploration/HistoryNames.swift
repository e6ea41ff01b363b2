/// What values, locks, semaphores, conditions and queues are called: as in the student's code, if its
/// lines say so and no other of the kind has the same name there; else by their numbers.
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
      if made.place == Self.system { return (made.object, "the main queue") }
      return made.sourceName.map { (made.object, "\(made.object.kind) `\($0)`") }
    }
    let alike = Dictionary(grouping: named) { $0.1 }.values
    return Dictionary(uniqueKeysWithValues: alike.filter { $0.count == 1 }.joined())
  }

  /// What is named in some rows and where it was made, for a legend below them; what one line has made
  /// several times stands together.
  func makings(in rows: some Sequence<Int>) -> [(name: String, making: Making, isRepeated: Bool)] {
    let names = names
    let meant = Set(rows.flatMap { self.rows[$0].event.words.objects })
    var groups: [[Making]] = []
    for made in objects where meant.contains(made.object) {
      let same = groups.firstIndex { $0[0].isOfOneLine(with: made) }
      if let same { groups[same].append(made) } else { groups.append([made]) }
    }
    return groups.map { group in
      let called = group.map { names[$0.object] ?? $0.object.rawValue }
      return (Self.few(called), group[0], group.count > 1)
    }
  }

  /// The first few names in a row.
  private static func few(_ names: [String]) -> String {
    let most = 3
    return names.count <= most
      ? inARow(names) : inARow(Array(names.prefix(most - 1)) + ["\(names.count - most + 1) more"])
  }

  /// That one line made all of some locks and semaphores; nothing if it didn't.
  func wordsOfOneLine(_ held: [Set<ObjectID>]) -> String {
    let all = Set(held.joined())
    let made = objects.filter { all.contains($0.object) }
    guard !held.contains(where: \.isEmpty), all.count > 1, made.count == all.count,
      made.allSatisfy({ $0.isOfOneLine(with: made[0]) })
    else { return "" }
    return "; they were made at \(made[0].place), a new one each time that line ran"
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

  /// Whether a line of the student's code made both, each of the same kind.
  fileprivate func isOfOneLine(with other: History.Making) -> Bool {
    !source.isEmpty && object.kind == other.object.kind
      && (place, source) == (other.place, other.source)
  }
}
