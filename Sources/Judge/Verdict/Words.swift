/// What is told of a mistake: its name, what was seen, one question, and what shows it.
///
/// Never how to mend it: the lesson's section with the diagnosis's name leads there.
struct Words: Sendable, Equatable {
  /// What shows a mistake.
  enum Shown: Sendable, Equatable {
    case nothing
    /// Where the student's threads were.
    case threads
    /// The order of steps that led to it.
    case history(History)
    /// What was measured, drawn.
    case measurement(Measurement)
    /// A line of the student's code, which is told with what was seen.
    case place(String)
  }

  /// The name in reports.
  let name: String
  /// What was seen, with its numbers.
  let seen: String
  /// What to ask oneself of the code, now that this was seen.
  let question: String
  /// What shows it.
  let shown: Shown
  /// Whether `seen` begins with the call; a reader wants it first.
  let tellsCall: Bool

  /// Puts a mistake into words.
  init(
    _ name: String, _ seen: String, _ question: String, shows shown: Shown = .nothing,
    tellsCall: Bool = true
  ) {
    self.name = name
    self.seen = seen
    self.question = question
    self.shown = shown
    self.tellsCall = tellsCall
  }
}
