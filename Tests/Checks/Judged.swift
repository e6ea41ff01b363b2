import Foundation
public import Judge

/// What ended a check, and what else there is to tell of the subject.
struct Failed: Error {
  let cause: any Error
  /// What the subject had been asked.
  let doing: String
  /// What the student's code had printed by then.
  let printed: String
  /// Where its threads were, if the cause shows in that.
  let threads: ThreadPlaces?

  init(_ cause: any Error, _ subject: Subject) {
    self.cause = cause
    doing = subject.doing
    printed = shortened(subject.output.text, to: Limits.printed)
    let showsThreads = (cause as? Diagnosis)?.showsThreads ?? false
    threads = showsThreads ? subject.threadPlaces() : nil
  }

  /// What ended a check in a run whose steps were chosen, of which there is nothing else to tell.
  init(
    _ cause: any Error, doing: String, printed: String = "", threads: ThreadPlaces? = nil
  ) {
    (self.cause, self.doing) = (cause, doing)
    (self.printed, self.threads) = (printed, threads)
  }
}

/// Runs a check's body on a thread of its own, with a fresh subject of the suite's exercise.
///
/// The subject is killed when the body ends, however it ends.
///
/// - Parameters:
///   - doing: The call that the body asks for, as a student would write it.
///   - body: Asks the subject, and throws a `Diagnosis` for what is wrong. It may block.
public func judged(
  _ doing: String, _ body: @escaping @Sendable (Subject) throws -> Void
) async throws {
  let claim = Exercise.claim
  try await onOwnThread(alone: false) { exercise in
    let subject = try Subject(executable: SubjectPrograms.program(for: exercise.name), doing: doing)
    defer {
      claim.note(subject)
      subject.end()
    }
    do {
      try body(subject)
    } catch {
      try lookForDataRace(instead: error, subject, of: exercise)
      throw Failed(error, subject)
    }
  }
}

/// The same, and what the body returns is told in the report of a check that passes.
public func judgedTelling(
  _ doing: String, _ body: @escaping @Sendable (Subject) throws -> String
) async throws {
  let claim = Exercise.claim
  try await judged(doing) { subject in claim.text = try body(subject) }
}

/// The same with a watch on the processes that the student's code starts.
///
/// - Parameter body: Gets the watch as well, whose port the processes are to be told.
public func judgedWithWorkers(
  _ doing: String, _ body: @escaping @Sendable (Subject, Workforce) throws -> Void
) async throws {
  let claim = Exercise.claim
  try await onOwnThread(alone: false) { exercise in
    let workforce = try Workforce()
    let subject = try Subject(
      executable: SubjectPrograms.program(for: exercise.name), doing: doing, workforce: workforce)
    defer {
      claim.note(subject)
      subject.end()
    }
    do {
      try body(subject, workforce)
    } catch {
      throw Failed(error, subject)
    }
  }
}

/// Runs a timed check's body while nothing else of the kit runs on the machine.
///
/// - Parameter body: Gets a function that starts a fresh subject; what it started is killed when
///   the body ends.
public func judgedAlone(
  _ body: @escaping @Sendable (_ start: (_ doing: String) throws -> Subject) throws -> Void
) async throws {
  try SuiteVariable.skipIfQuick()
  try await onOwnThread(alone: true) { exercise in
    var subjects: [Subject] = []
    defer { for subject in subjects { subject.end() } }
    try body { doing in
      let program = SubjectPrograms.program(for: exercise.name)
      let subject = try Subject(executable: program, doing: doing)
      subjects.append(subject)
      return subject
    }
  }
}

/// Swift's own threads are as few as the cores: a check that blocks takes one of its own.
func onOwnThread<Result: Sendable>(
  alone: Bool, _ body: @escaping @Sendable (Exercise) throws -> Result
) async throws -> Result {
  guard let exercise = Exercise.current else { throw NoExercise() }
  return try await withCheckedThrowingContinuation {
    (done: CheckedContinuation<Result, any Error>) in
    Thread.detachNewThread {
      done.resume(
        with: Swift.Result {
          let lock = try MachineLock(alone: alone)
          defer { withExtendedLifetime(lock) {} }
          return try body(exercise)
        })
    }
  }
}

private struct NoExercise: Error, CustomStringConvertible {
  var description: String { "the suite lacks its trait `.exercise(name)`" }
}
