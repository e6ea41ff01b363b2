/// `rubric`: prints a rubric to begin with.
struct RubricCommand: Command {
  static let name = "rubric"
  static let operands = "[Name ...]"
  static let summary = """
    prints a rubric of all exercises, or of those named, as the kit counts them: a
    JSON file for --rubric, to be changed
    """

  let exercises: [String]

  init(_ arguments: inout Arguments) throws(UsageError) { exercises = try arguments.operands() }

  func run() throws -> Int32 {
    let kit = try Kit()
    let exercises = try kit.exercises(named: exercises)
    try kit.prepare(Console.say)
    let plan = try Grading(kit: kit, exercises: exercises).planned
    print(RubricText.text(of: plan, name: "Parallelism and Concurrency"), terminator: "")
    return 0
  }
}
