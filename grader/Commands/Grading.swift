import Foundation
import Judge
import Synchronization

/// Grades single exercises with a prepared kit.
struct Grading: Sendable {
  let kit: Kit
  let extent: SuiteRun.Extent
  /// Gets how many checks of how many have ended while they run; without it, all run to their end, and
  /// with it, only until the first problem is known.
  var follow: (@Sendable (_ ended: Int, _ planned: Int) -> Void)?
  let sandboxing: Sandboxing
  private let environment: [String: String]
  private let plans: [String: [Verdict]]
  /// The exercises with their checks, in the order in which they were given.
  let planned: [PlannedExercise]

  /// Asks the kit for the checks of some exercises.
  ///
  /// - Parameters:
  ///   - workers: How many workers compute at most; nil for as many as there are cores.
  ///   - sandbox: Whether student code runs in a sandbox.
  init(
    kit: Kit, exercises: [KitExercise], extent: SuiteRun.Extent = .everything, workers: Int? = nil,
    sandbox: SandboxChoice = .off
  ) throws {
    self.kit = kit
    sandboxing = try Sandboxing(sandbox, kit: kit)
    self.extent = extent
    environment = workers.map { [SuiteVariable.workers: "\($0)"] } ?? [:]
    let plans = try Dictionary(
      uniqueKeysWithValues: exercises.map {
        ($0.name, try SuiteRun(kit: kit, exercise: $0).plan())
      })
    self.plans = plans
    planned = exercises.map { exercise in
      PlannedExercise(
        name: exercise.name,
        checks: (plans[exercise.name] ?? []).map {
          PlannedCheck(name: $0.check, points: $0.maxPoints)
        })
    }
  }

  /// Builds an exercise and runs its checks; whatever fails becomes part of the result.
  ///
  /// - Parameters:
  ///   - exercise: The exercise.
  ///   - files: Its files, or nil if the submission has none.
  ///   - say: Gets what is being done, in words that follow the exercise's name.
  func result(
    of exercise: KitExercise, files: ExerciseFiles?, _ say: (String) -> Void = { _ in }
  ) -> ExerciseResult {
    var result: ExerciseResult?
    results(of: exercise, files: files, times: 1, say) { first, _ in result = first }
    return result ?? ExerciseResult(name: exercise.name, checks: [])
  }

  /// The result of an exercise of which there is nothing to grade.
  func missing(_ exercise: KitExercise, because reason: String? = nil) -> ExerciseResult {
    ExerciseResult(
      name: exercise.name, status: .notStarted, plan: plans[exercise.name] ?? [],
      message: reason ?? "There is no file \(exercise.name).swift.")
  }

  /// The same several times, on one build.
  ///
  /// - Parameter take: Gets each result, and after how many seconds it came; the first one's are
  ///   with the build.
  func results(
    of exercise: KitExercise, files: ExerciseFiles?, times: Int,
    _ say: (String) -> Void = { _ in },
    _ take: (ExerciseResult, _ seconds: Double) -> Void
  ) {
    var start = ContinuousClock.now
    func add(_ result: ExerciseResult) {
      take(result, (ContinuousClock.now - start).inSeconds)
      start = .now
    }
    guard times > 0 else { return }
    let plan = plans[exercise.name] ?? []
    guard let files else { return add(missing(exercise)) }
    if let complaint = ConflictMarkers.complaint(about: files.files) {
      return add(
        ExerciseResult(name: exercise.name, status: .didNotCompile, plan: plan, message: complaint))
    }
    do {
      let folder = try TemporaryFolder()
      let build = try SubjectBuild(
        kit: kit, exercise: exercise, files: files, folder: folder.url,
        sandbox: sandboxing.sandbox)
      say("is compiled")
      let outcome = try Self.besideOthers(
        waiting: { say("waits to be compiled until another grader's timed check has ended") }
      ) {
        say("is compiled")
        return try build.run()
      }
      if case .didNotCompile(let message) = outcome {
        return add(
          ExerciseResult(
            name: exercise.name, status: .didNotCompile, plan: plan, message: message))
      }
      let sources = files.files.map(\.path).joined(separator: "\n")
      var run = SuiteRun(
        kit: kit, exercise: exercise, extent: extent,
        environment: environment.merging([SuiteVariable.sources: sources]) { $1 },
        sandbox: sandboxing.sandbox)
      run.follow = follow.map { follow in
        { stream in
          let progress = stream.progress(in: plan)
          follow(progress.ended, plan.count)
          return progress.hasFirstProblem
        }
      }
      say("is checked")
      for _ in 0..<times {
        add(
          ExerciseResult(
            name: exercise.name, checks: try run.verdicts(subjects: folder.url, plan: plan)))
      }
    } catch {
      add(
        ExerciseResult(
          name: exercise.name, status: .judgeError, plan: plan,
          message: "The kit itself failed: \(error)"))
    }
  }
}

extension Grading {
  /// Does something that would disturb a timed check at a time when none runs.
  private static func besideOthers<Result>(
    waiting: () -> Void, _ body: () throws -> Result
  ) throws -> Result {
    let lock = try MachineLock(alone: false, waiting: waiting)
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }
}
