public import Judge
public import Wire

/// Plays a script with many seeds: random orders of the jobs of tasks, each of which can be made again.
///
/// - Parameters:
///   - doing: The call, as a student would write it.
///   - requests: What the exercise's adapter reads in each of the script's calls.
///   - phases: What happens, phase by phase; after each one nothing moves any more.
///   - most: How many seeds are tried at most.
///   - judge: What is wrong with one run, as a diagnosis that wants its history, or nil.
public func shuffled(
  _ doing: String, _ requests: [Value], _ phases: [[Script.Action]], most: Int = Shuffle.seeds,
  _ judge: @escaping @Sendable (TaskRun) throws -> ((History) -> Diagnosis)?
) async throws {
  Exercise.claim.text = try await onOwnThread(alone: false) { exercise in
    let program = SubjectPrograms.program(for: exercise.name)
    return try Shuffle(requests, Script(phases), most: most) {
      try Subject(executable: program, doing: doing)
    }.run(judge: judge) { Failed($0, $1) }
  }
}
