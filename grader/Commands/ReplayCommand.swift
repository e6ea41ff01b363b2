import Foundation
import Judge

/// `replay`: makes one order of steps again and shows it.
struct ReplayCommand: Command {
  static let name = "replay"
  static let operands = "Name TOKEN"
  static let options = [Option.root]
  static let summary = "shows an order of steps again, whose token a report told"

  let exercise: String
  let token: String
  let root: String?

  init(_ arguments: inout Arguments) throws(UsageError) {
    root = try arguments.value(.root)
    let names = try arguments.operands()
    guard names.count == 2 else {
      throw UsageError("replay takes an exercise and a token: grader replay Name TOKEN")
    }
    (exercise, token) = (names[0], names[1])
  }

  /// Prints the table of the run, and returns the exit status.
  func run() throws -> Int32 {
    let (steps, jobs) = (ReplayToken(token), ShuffleToken(token))
    guard steps != nil || jobs != nil else {
      throw UsageError(
        "that is no token; take the one behind 'To see it again' in a report, as a whole")
    }
    let kit = try Kit()
    let exercises = try kit.exercises(named: [self.exercise])
    let root = try kit.submission(self.root)
    try kit.prepare(Console.say)
    guard let exercise = exercises.first,
      let files = try ExerciseFiles(of: exercise, below: root)
    else {
      throw GraderError("there is no file \(self.exercise).swift below \(root.path)")
    }
    let folder = try TemporaryFolder()
    let build = SubjectBuild(kit: kit, exercise: exercise, files: files, folder: folder.url)
    if case .didNotCompile(let message) = try build.run() {
      Console.say(message)
      return 1
    }
    let program = folder.url.appendingPathComponent(exercise.subject)
    let subject = try Subject(executable: program, doing: "the order of steps from the token")
    defer { subject.end() }
    if let steps { print(try steps.replay(in: subject).story(of: program)) }
    if let jobs { print(try jobs.story(in: subject)) }
    return 0
  }
}
