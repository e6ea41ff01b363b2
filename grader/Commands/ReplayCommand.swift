import Foundation
import Judge

/// `replay`: makes one order of steps again and shows it.
struct ReplayCommand: Command {
  static let name = "replay"
  static let operands = "Name NUMBER|TOKEN"
  static let options = [Option.root, .wide]
  static let summary = """
    shows an order of steps again, by the number that check told, or by the token in
    a report as JSON or Markdown
    """

  let exercise: String
  let order: String
  let root: String?
  let isWide: Bool

  init(_ arguments: inout Arguments) throws(UsageError) {
    root = try arguments.value(.root)
    isWide = arguments.flag(.wide)
    let names = try arguments.operands()
    guard names.count == 2 else {
      throw UsageError(
        "replay takes an exercise and the number of an order of steps, or its token: "
          + "grader replay Name NUMBER")
    }
    (exercise, order) = (names[0], names[1])
  }

  /// Prints what was seen and the table of the run, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let exercise = try kit.exercise(named: self.exercise)
    let known = ProgressFile(of: kit).read().orders[exercise.name] ?? []
    let order = try Self.order(self.order, of: exercise, known: known)
    let root = try kit.submission(self.root ?? order.kept?.root)
    try kit.prepare(Console.say)
    guard let files = try ExerciseFiles(of: exercise, below: root) else {
      throw GraderError("there is no file \(exercise.name).swift below \(root.path)")
    }
    let folder = try TemporaryFolder()
    let build = try SubjectBuild(kit: kit, exercise: exercise, files: files, folder: folder.url)
    if case .didNotCompile(let message) = try build.run() {
      Console.say(message)
      return 1
    }
    let program = folder.url.appendingPathComponent(exercise.subject)
    let subject = try Subject(executable: program, doing: "the order of steps from the token")
    defer { subject.end() }
    print(try story(of: order, in: subject, program))
    return 0
  }

  /// An order of steps that was asked for.
  struct Order {
    let steps: ReplayToken?
    let jobs: ShuffleToken?
    /// What a report told of it, if it is remembered.
    let kept: KeptOrder?
  }

  /// The order of this number or token.
  ///
  /// - Throws: `UsageError` if there is none, or it is one of another exercise.
  static func order(
    _ word: String, of exercise: KitExercise, known: [KeptOrder]
  ) throws(UsageError) -> Order {
    let number = Int(word)
    let kept = known.last { $0.number == number || $0.token == word }
    if let number, kept == nil {
      let told = known.map { "\($0.number)" }
      throw UsageError(
        "no order of steps of \(exercise.name) is kept under \(number); "
          + (told.isEmpty
            ? "'grader check \(exercise.name)' tells one if it finds one"
            : "there \(told.count == 1 ? "is" : "are") \(inARow(told, "and"))"))
    }
    let token = kept?.token ?? word
    let (steps, jobs) = (ReplayToken(token), ShuffleToken(token))
    guard steps != nil || jobs != nil else {
      throw UsageError(
        "'\(shortened(word, to: 40))' is neither the number of an order of steps nor a token; "
          + "take what stands behind 'To see it again' in a report, as a whole")
    }
    if let other = steps?.exercise ?? jobs?.exercise, other != exercise.name {
      throw UsageError("that is a token of \(other), not of \(exercise.name)")
    }
    return Order(steps: steps, jobs: jobs, kept: kept)
  }

  private func story(of order: Order, in subject: Subject, _ program: URL) throws -> String {
    let layout = Terminal.layout(isWide: isWide)
    let tables: Tables = isWide ? .whole : .narrow(columns: layout.width)
    let told = order.kept.map { "This was told of it: \($0.told)\n\n" } ?? ""
    if let jobs = order.jobs {
      return layout.wrapped(
        told + (try jobs.story(in: subject, told: order.kept?.told ?? "", tables)))
    }
    guard let run = try order.steps?.replay(in: subject) else { return "" }
    // Rows of another run than the one that was told aren't those that were marked.
    guard run.isAsPlanned else {
      let changed = """
        Given the same turns, your code takes other steps than it did: it has changed since. This is what \
        it does now.


        """
      return layout.wrapped(told + changed + run.story(of: program, tables))
    }
    let marks = order.kept?.marks ?? []
    let marked = marks.isEmpty ? "" : "\n\nRows with a > are those to look at."
    return layout.wrapped(told + run.story(of: program, marks: marks, tables) + marked)
  }
}
