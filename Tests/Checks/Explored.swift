public import Judge
public import Wire

/// Tries orders of the steps that a request leads to, until one is wrong or enough were tried.
///
/// - Parameters:
///   - doing: The call, as a student would write it.
///   - request: What the exercise's adapter reads.
///   - most: How many orders are tried at most.
///   - judge: What is wrong with one run, as a diagnosis that wants its history, or nil.
public func explored(
  _ doing: String, _ request: Value, most: Int = Exploration.schedules,
  _ judge: @escaping @Sendable (ControlledRun) throws -> ((History) -> Diagnosis)?
) async throws {
  Exercise.claim.text = try await onOwnThread(alone: false) { exercise in
    let program = SubjectPrograms.program(for: exercise.name)
    let exploration = Exploration(request, most: most) {
      try Subject(executable: program, doing: doing)
    }
    return try exploration.run(judge: judge).claim
  }
}
