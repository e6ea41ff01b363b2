/// `explain`: says what a mistake's name means, and what the lesson says of it.
struct ExplainCommand: Command {
  static let name = "explain"
  static let operands = "[DIAGNOSIS [Name]]"
  static let summary = """
    says what a mistake's name means, and what the lesson says of it; lists all names
    if none is given
    """

  let diagnosis: String?
  let exercise: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    let words = try arguments.operands()
    guard words.count <= 2 else {
      throw UsageError(
        "explain takes the name of a mistake, and perhaps an exercise: grader explain deadlock 08")
    }
    diagnosis = words.first
    exercise = words.dropFirst().first
  }

  func run() throws -> Int32 {
    let kit = try Kit()
    let layout = Terminal.layout()
    let catalogue = try Catalogue(of: kit)
    guard let diagnosis else {
      print(catalogue.text(layout))
      return 0
    }
    let entry = try catalogue.entry(diagnosis)
    let progress = ProgressFile(of: kit).read()
    let worked = progress.lastWith(entry.name) ?? progress.last
    let first =
      try exercise.map { try kit.exercise(named: $0) }
      ?? kit.exercises.first { $0.name == worked }
      ?? Standing.all(in: kit).next(last: nil)?.exercise
    let order = (first.map { [$0] } ?? []) + kit.exercises.filter { $0 != first }
    let lessons = try order.map { ($0, try Lesson(of: $0, in: kit)) }
    print(Explanation(of: entry, in: lessons).text(layout))
    return 0
  }
}

extension Catalogue {
  /// All names with what was seen.
  func text(_ layout: Layout) -> String {
    let width = 2 + (entries.map(\.name.count).max() ?? 0)
    return entries.map { entry in
      let lines = layout.indented(by: width).wrapped(entry.seen).split(separator: "\n")
      return entry.name.padding(toLength: width, withPad: " ", startingAt: 0)
        + lines.joined(separator: "\n" + String(repeating: " ", count: width))
    }.joined(separator: "\n")
  }
}
