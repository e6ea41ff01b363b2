import Control
import ExerciseKit
import Foundation
import Synchronization
public import Wire

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
  serve { run, request, connection, stage in
    // A thread for each run: this one must go on listening.
    let thread = Thread {
      let outcome = outcome(of: exercise, request, stage)
      stage.noteLastWait(of: run)
      connection.send(.finished(run: run, outcome))
    }
    thread.stackSize = 8 << 20
    asStudents { thread.start() }
  } otherwise: { message, connection, stage in
    switch message {
    case .explore(let run, let orders):
      // On this thread: while it runs, the judge waits for nothing else.
      let runs = stage.exploring().explore(orders.plans) {
        outcome(of: exercise, orders.request, stage)
      }
      connection.send(.explored(run: run, Explored(runs)))
    case .pulse(let number): connection.send(.pulse(number))
    case .run, .release, .open, .ping, .cancel, .shuffle, .threads, .stillness, .lockWaits,
      .origins:
      break
    }
  }
}

/// The same for an exercise whose function is `async`: every run is a task of its own.
public func serveTasks(
  _ exercise: @escaping @Sendable (Value, Stage) async throws -> Value
) -> Never {
  let tasks = Mutex([Int: Task<Void, Never>]())
  serve { run, request, connection, stage in
    let task = Task(priority: request["priority"].int.map { TaskPriority(rawValue: UInt8($0)) }) {
      // Cancelled before the call, if the judge wants it so.
      if request["isCancelled"].bool == true { withUnsafeCurrentTask { $0?.cancel() } }
      connection.send(.finished(run: run, await outcome(of: exercise, request, stage)))
    }
    tasks.withLock { $0[run] = task }
    if request["isCancelledAtResume"].bool == true { cancelAtResume(task) }
  } otherwise: { message, connection, stage in
    switch message {
    case .cancel(let run): Cancelling.cancel(tasks.withLock { $0[run] })
    case .pulse(let number): Task { connection.send(.pulse(number)) }
    case .shuffle(let run, let requests, let script, let seeds):
      asStudents {
        Thread.detachNewThread {
          let traces = stage.shuffle(script, seeds) { call in
            let request = requests.indices.contains(call) ? requests[call] : .null
            return await outcome(of: exercise, request, stage)
          }
          connection.send(.shuffled(run: run, TaskTraces(traces)))
        }
      }
    case .run, .release, .open, .ping, .explore, .threads, .stillness, .lockWaits, .origins: break
    }
  }
}

/// The task that is cancelled when the student's code resumes one that waits.
private let cancelledAtResume = Mutex(Task<Void, Never>?.none)

private func cancelAtResume(_ task: Task<Void, Never>) {
  cancelledAtResume.withLock { $0 = task }
  controlWhenResumed { cancelledAtResume.withLock { $0 }?.cancel() }
}

/// Makes a thread that runs the student's code, and counts as the student's from the beginning.
private func asStudents(_ make: () -> Void) {
  controlLeaveKit(0)
  make()
  _ = controlEnterKit()
}

/// So many threads may be there at once, the kit's own two or three among them.
private let mostThreads: Int32 = 2000

/// The connection of this process; C functions have no other way to it.
private let connectionOfAll = Mutex(Connection?.none)

/// Has the judge told of a thread too many.
///
/// Whoever wants it waits, as the judge ends the process.
private func limitThreads(_ connection: Connection) {
  connectionOfAll.withLock { $0 = connection }
  controlLimitThreads(mostThreads) { threads in
    connectionOfAll.withLock { $0 }?.send(
      .crowded(threads: Int(threads), calls: callOffsets()))
    while true { pause() }
  }
}

/// Has the judge told of a continuation that is resumed a second time.
///
/// Whoever does it waits, as the judge ends the process.
private func watchContinuations() {
  // The first look at the calls loads what it needs.
  _ = callOffsets()
  controlWhenResumedTwice { first, second in
    guard let programStart else { return }
    let calls = [first, second].map { calls in
      UnsafeBufferPointer(start: calls, count: Int(controlMostCalls)).prefix { $0 != 0 }
        .compactMap { offset(of: UnsafeMutableRawPointer(bitPattern: $0), from: programStart) }
    }
    connectionOfAll.withLock { $0 }?.send(.resumedTwice(first: calls[0], second: calls[1]))
    while true { pause() }
  }
}

/// Has the judge told where student code closes the connection or ends the process.
private func watchEnds() {
  controlGuardDescriptors(SubjectDescriptor.fromJudge, SubjectDescriptor.toJudge) {
    descriptor, calls in
    let calls = offsets(
      of: Array(UnsafeBufferPointer(start: calls, count: Int(controlMostCalls))))
    connectionOfAll.withLock { $0 }?.send(.closing(descriptor: Int(descriptor), calls: calls))
  }
  // The kit itself leaves without this.
  atexit {
    guard let connection = connectionOfAll.withLock({ $0 }), connection.isOwn else { return }
    connection.send(.exiting(calls: callOffsets()))
  }
}

/// Listens to the judge until it hangs up.
///
/// - Parameters:
///   - start: Starts a run of this number.
///   - otherwise: Takes what only one of the two kinds of exercise knows.
private func serve(
  start: (Int, Value, Connection, Stage) -> Void,
  otherwise: (ToSubject, Connection, Stage) -> Void
) -> Never {
  controlPrepare()
  signal(SIGPIPE, SIG_IGN)
  printByLines()
  tellCrashes()
  closeInherited()
  let connection = Connection()
  limitThreads(connection)
  watchContinuations()
  watchEnds()
  let stage = Stage(connection: connection)
  connection.serve { message in
    switch message {
    case .run(let run, let request, let gates):
      controlWatch()
      stage.watch(gates)
      start(run, request, connection, stage)
    case .release(let ticket): stage.release(ticket)
    case .open(let gate): stage.open(gate)
    case .ping(let number, let counting):
      connection.send(.pong(number, counted: counting ? stage.counted : .null))
    case .threads:
      connection.send(
        .threads(calls: Array(callOffsetsOfOtherThreads().values), awaits: callOffsetsOfAwaits()))
    case .origins(let tickets): connection.send(.origins(stage.origins(of: tickets)))
    case .lockWaits: connection.send(lockWaits())
    case .explore, .cancel, .pulse, .shuffle, .stillness: otherwise(message, connection, stage)
    }
  }
}

/// Closes what a judge that started several subjects at once let slip into this one.
///
/// A descriptor that stays open here would keep the other side of it from seeing its end.
private func closeInherited() {
  // Where the folder can't be read, the first descriptors are closed: there are hardly ever more.
  let highest = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd"))?
    .compactMap { Int32($0) }.max()
  for descriptor in (SubjectDescriptor.toJudge + 1)...max(highest ?? 0, 64) { close(descriptor) }
  // Nor is what student code starts to have the connection.
  for descriptor in [SubjectDescriptor.fromJudge, SubjectDescriptor.toJudge] {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }
}

private func outcome(
  of exercise: (Value, Stage) throws -> Value, _ request: Value, _ stage: Stage
) -> Outcome {
  do {
    return .returned(try exercise(request, stage))
  } catch {
    return Outcome(error)
  }
}

private func outcome(
  of exercise: (Value, Stage) async throws -> Value, _ request: Value, _ stage: Stage
) async -> Outcome {
  do {
    let value = try await exercise(request, stage)
    return .returned(value)
  } catch {
    return Outcome(error)
  }
}

extension Outcome {
  fileprivate init(_ error: any Error) {
    switch error {
    case is NotStarted: self = .notStarted
    case let error as InvalidArgument:
      self = .invalidArgument(name: error.name, reason: error.reason)
    default: self = .threw(type: "\(type(of: error))", text: "\(error)")
    }
  }
}
