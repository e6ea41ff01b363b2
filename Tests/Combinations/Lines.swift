/// Lines of Swift source, without line ends.
typealias Lines = [String]

extension Lines {
  /// The lines one level further in.
  var indented: Lines { map { $0.isEmpty ? $0 : "  " + $0 } }

  /// The lines between braces, the first of which is behind a head and before a closure's arguments.
  func block(_ head: String, _ arguments: String = "", end: String = "}") -> Lines {
    ["\(head) {\(arguments)"] + indented + [end]
  }

  /// Whether a word of the lines is this name.
  func mention(_ name: String) -> Bool {
    contains { line in
      line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains { $0 == name }
    }
  }
}

extension [Lines] {
  /// All that aren't empty, with an empty line between each two.
  var parted: Lines { Lines(filter { !$0.isEmpty }.joined(separator: [""])) }
}
