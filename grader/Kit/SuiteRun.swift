import Foundation
import Judge

/// Runs the kit's trusted checks of one exercise, in the test bundle that was built once.
struct SuiteRun {
  /// Which checks are run.
  struct Extent: OptionSet {
    let rawValue: Int

    /// All, at the same time.
    static let everything: Extent = []
    /// All but the timed and the long ones.
    static let quick = Extent(rawValue: 1)
    /// One after another in the order of their source, until one fails.
    static let firstProblem = Extent(rawValue: 2)
  }

  /// The longest that the checks of one exercise may take; each has a deadline of its own.
  static let timeout = Duration.seconds(900)

  let kit: Kit
  let exercise: KitExercise
  var extent = Extent.everything
  /// Gets what is written so far, again and again, and says whether that is enough.
  var follow: ((EventStream) -> Bool)?
  /// Added to the environment of the checks and of the subjects they start.
  var environment: [String: String] = [:]
  /// The sandbox that subjects run in, if there is one.
  var sandbox: Sandbox?

  /// The checks and what each is worth, without running any.
  ///
  /// They are asked for once in the life of the kit's parts, beside which they are kept.
  func plan() throws -> [Verdict] {
    let file = kit.scratch.appendingPathComponent("plan-\(exercise.name).json")
    // What isn't there or can't be read is asked for again.
    if let bytes = FileManager.default.contents(atPath: file.path),
      let plan = try? JSONDecoder().decode([Verdict].self, from: bytes), !plan.isEmpty
    {
      return plan
    }
    let plan = try askedPlan()
    try JSONEncoder().encode(plan).write(to: file, options: .atomic)
    return plan
  }

  private func askedPlan() throws -> [Verdict] {
    let stream = try run(environment: [SuiteVariable.listOnly: "1"])
    let plan = stream.tests.compactMap(\.verdict)
    guard stream.hasEnded, !plan.isEmpty, plan.count == stream.tests.count else {
      throw GraderError("the checks of \(exercise.name) can't be listed")
    }
    return plan
  }

  /// Runs the checks against the subject in a folder.
  func verdicts(subjects: URL, plan: [Verdict]) throws -> [Verdict] {
    var environment = environment
    environment[SuiteVariable.subjects] = subjects.path
    if extent.contains(.quick) { environment[SuiteVariable.quick] = "1" }
    if extent.contains(.firstProblem) { environment[SuiteVariable.firstProblem] = "1" }
    return try run(environment: environment, follow: follow).verdicts(for: plan)
  }

  private func run(
    environment: [String: String], follow: ((EventStream) -> Bool)? = nil
  ) throws -> EventStream {
    let folder = try TemporaryFolder()
    let events = folder.url.appendingPathComponent("events.jsonl")
    let options =
      [
        "--testing-library", "swift-testing", "--filter", "^\(exercise.suite)\\.",
        "--event-stream-output-path", events.path, "--event-stream-version", "6.3",
        "--attachments-path", folder.url.path,
      ] + (extent.contains(.firstProblem) ? ["--no-parallel"] : [])
    #if os(macOS)
      // A test bundle is no program there; the package manager loads it.
      let (program, arguments) = (
        try Tool.find("swift"),
        [
          "test", "--skip-build", "--package-path", kit.root.path, "--scratch-path",
          kit.scratch.path,
        ] + options
      )
      let environment = environment.merging(["EXERCISES": ""]) { given, _ in given }
    #else
      let (program, arguments) =
        sandbox?.judge(kit.testBundle, options) ?? (kit.testBundle, options)
      let environment = environment.merging(try sandbox?.environment(of: exercise) ?? [:]) { $1 }
    #endif
    var tool = Tool(
      executable: program, arguments: arguments, environment: environment, directory: folder.url,
      timeout: Self.timeout)
    tool.isEnough = follow.map { follow in { follow(Self.stream(in: events)) } }
    _ = try tool.run()
    return Self.stream(in: events)
  }

  private static func stream(in file: URL) -> EventStream {
    // A stream that was torn inside a character loses that line and no other.
    let bytes = FileManager.default.contents(atPath: file.path) ?? Data()
    return EventStream(String(decoding: bytes, as: UTF8.self)) {
      FileManager.default.contents(atPath: $0)
    }
  }
}
