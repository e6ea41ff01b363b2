/// A verdict in words, in the parts that a report lays out.
public struct Message: Sendable, Equatable {
  /// Some lines, under a heading if they need one.
  public struct Part: Sendable, Equatable {
    /// What stands above them.
    public let heading: String?
    /// The lines.
    public let text: String
  }

  /// What there is to tell, then what the student's code printed; empty if there is nothing to tell.
  public let parts: [Part]

  /// Puts a verdict into words.
  ///
  /// - Parameters:
  ///   - code: What the student's code is called; a reader who isn't the student has none.
  ///   - tables: How much is shown of an order of steps.
  public init(_ verdict: Verdict, of code: String = "Your code", tables: Tables = .whole) {
    let told = verdict.finding.flatMap { Self.text(of: $0, tables) }
      .map { Part(heading: nil, text: $0) }
    let printed = verdict.printed.map { Part(heading: "\(code) printed:", text: $0) }
    parts = told.map { [$0] + (printed.map { [$0] } ?? []) } ?? []
  }

  /// The parts one below the other.
  ///
  /// - Parameter quote: Lays out what stands under a heading.
  public func lines(_ quote: (String) -> String = { $0 }) -> String {
    parts.map { part in
      part.heading.map { "\($0)\n\(quote(part.text))" } ?? part.text
    }.joined(separator: "\n")
  }

  /// What there is to tell of a finding.
  static func text(of finding: Finding, _ tables: Tables = .whole) -> String? {
    switch finding {
    case .mistake(let mistake): text(of: mistake, tables)
    case .recorded(_, let message, _, _): message
    case .remark(let text, _): text
    }
  }

  /// What was seen, what shows it, one question, and where to read on.
  private static func text(of mistake: Mistake, _ tables: Tables) -> String {
    let words = mistake.diagnosis.words
    let call = words.tellsCall ? nil : mistake.call
    let shown =
      switch words.shown {
      case .history(let history):
        history.naming(tasksIn: words.seen).story(of: mistake.exercise, tables)
      case .measurement(let measurement): measurement.plot
      case .threads: mistake.threads?.text
      case .place, .nothing: nil as String?
      }
    return """
      \(call.map { "\($0): " } ?? "")\(words.seen)\(shown.map { "\n\($0)" } ?? "")
      \(words.question)
      Read on: \(mistake.lesson), "\(words.name)"
      """
  }
}
