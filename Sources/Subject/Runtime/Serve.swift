import ExerciseKit
import Foundation
import Wire

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Makes the process a subject: runs `exercise` for each request until the judge hangs up.
///
/// The whole of an adapter is one call:
///
///     serve { request, stage in
///       let doubled = try double(request["numbers"].ints ?? []) { number in
///         stage.perform("double", "\(number)") { 2 * number }
///       }
///       return .ints(doubled)
///     }
///
/// - Parameter exercise: Calls the student's code and puts its result into a value. What it throws
///   is reported as what the student's code threw.
public func serve(_ exercise: @escaping @Sendable (Value, Stage) throws -> Value) -> Never {
  signal(SIGPIPE, SIG_IGN)
  closeInherited()
  let connection = Connection()
  let stage = Stage(connection: connection)
  connection.serve { message in
    switch message {
    case .run(let run, let request, let gates):
      stage.watch(gates)
      // A thread for each run: this one must go on listening.
      let thread = Thread {
        connection.send(.finished(run: run, outcome(of: exercise, request, stage)))
      }
      thread.stackSize = 8 << 20
      thread.start()
    case .release(let ticket): stage.release(ticket)
    case .open(let gate): stage.open(gate)
    case .explore(let run, let request, let plan):
      // On this thread: while it runs, the judge waits for nothing else.
      let explored = stage.exploring().explore(run, plan) { outcome(of: exercise, request, stage) }
      connection.send(.explored(run: run, explored.trace, explored.outcome))
    case .ping(let number, let counting):
      connection.send(.pong(number, counted: counting ? stage.counted : .null))
    }
  }
}

/// Closes what a judge that started several subjects at once let slip into this one.
///
/// A descriptor that stays open here would keep the other side of it from seeing its end.
private func closeInherited() {
  let highest = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd"))?
    .compactMap { Int32($0) }.max()
  for descriptor in (SubjectDescriptor.toJudge + 1)...max(highest ?? 0, 64) { close(descriptor) }
}

private func outcome(
  of exercise: (Value, Stage) throws -> Value, _ request: Value, _ stage: Stage
) -> Outcome {
  do {
    return .returned(try exercise(request, stage))
  } catch is NotStarted {
    return .notStarted
  } catch let error as InvalidArgument {
    return .invalidArgument(name: error.name, reason: error.reason)
  } catch {
    return .threw(type: "\(type(of: error))", text: "\(error)")
  }
}
