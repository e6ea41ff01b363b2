import Judge
import Wire

/// The exercises with subjects that can be run under control.
private let underControl: Set = ["BasicThreads", "SafeCounter", "ThreadPool", "PrimeFinder"]

/// So many orders of jobs are tried where a race may have been at work.
private let mostOrders = 20

/// What two threads or tasks do at one place in memory can crash a program, or lose values, in one run and
/// not in another: one controlled run of the same request tells whether it was that, or a few orders of
/// jobs.
///
/// - Throws: `dataRace`, if so.
func lookForDataRace(
  instead error: any Error, _ subject: Subject, of exercise: Exercise
) throws {
  guard let diagnosis = error as? Diagnosis, diagnosis.mayComeOfADataRace,
    let request = subject.lastRequest
  else { return }
  let doing = subject.doing
  let program = SubjectPrograms.program(for: exercise.name)
  @Sendable func start() throws -> Subject { try Subject(executable: program, doing: doing) }
  do {
    if underControl.contains(exercise.name) {
      try Exploration(request, most: 1, start: start).run { $0.dataRace(in: doing) }
    } else if let (requests, script) = script(of: request, for: exercise.name) {
      _ = try Shuffle(requests, script, most: mostOrders, start: start).run { _ in nil }
    }
  } catch let diagnosis as Diagnosis where diagnosis.name == "dataRace" {
    throw Failed(diagnosis, doing: doing)
  } catch {
    // It has nothing to say.
  }
}

/// What a request asks for as a script for tasks; nil if it can't be one.
private func script(of request: Value, for exercise: String) -> ([Value], Script)? {
  switch exercise {
  case "TaskGather": return ([request], Script([[.call(0)], [.open]]))
  case "AsyncDownloader":
    guard case .object(var members) = request else { return nil }
    // A real page comes by other threads.
    members["isOffline"] = true
    return ([.object(members)], Script([[.call(0)], [.open]]))
  case "AsyncSemaphore":
    let callers = (1...4).map { Value.object(["caller": .int($0)]) }
    return (
      [["permits": 1]] + callers,
      Script([
        [.call(0)], [.call(1), .call(2), .call(3)], [.cancel(2), .release("1")], [.open],
        [.call(4)],
      ])
    )
  default: return nil
  }
}
