import Control
import ExerciseKit
import Foundation
import Interleaving
import Synchronization
import Wire

/// Has the threads of a run go one at a time, as a plan says: Control does it.
final class Exploring: Conductor, @unchecked Sendable {
  // Unchecked: `telling` guards `story`.
  /// What is told of a run that is to be shown.
  private struct Story {
    /// The calls that led to the step that a thread has come to last, by threads.
    var calls: [Int: [Int]] = [:]
    var details: [Int: Trace.Detail] = [:]
    /// The calls by which objects were made, by their identities.
    var makings: [Int: [Int]] = [:]
  }

  private let telling = NSLock()
  private var story = Story()
  private let wantsValues = Atomic(false)
  private let wantsPlaces = Atomic(false)

  // MARK: Runs

  /// Runs `body` on a thread of its own as planned, time after time, until one leaves threads behind.
  func explore(_ plans: [Plan], _ body: @escaping @Sendable () -> Outcome) -> [Explored.Run] {
    controlKeepToOneCore(true)
    defer { controlKeepToOneCore(false) }
    var runs: [Explored.Run] = []
    for plan in plans {
      runs.append(explore(plan, body))
      if runs.last?.trace.end != .over { break }
    }
    return runs
  }

  private func explore(_ plan: Plan, _ body: @escaping @Sendable () -> Outcome) -> Explored.Run {
    change { $0 = Story() }
    wantsValues.store(plan.wantsValues, ordering: .relaxed)
    wantsPlaces.store(plan.wantsPlaces, ordering: .relaxed)
    var given = ControlPlan()
    given.isRandom = plan.strategy.seed != nil
    given.seed = plan.strategy.seed ?? 0
    given.held = Int32(plan.strategy.held ?? -1)
    given.stopped = plan.stopped.map { Int32($0.rawValue) } ?? -1
    given.stepLimit = Int32(plan.stepLimit)
    if plan.wantsPlaces {
      // The first look at the calls loads what it needs.
      _ = callOffsets()
      given.told = { thread, entry in Exploring.current?.tell(Int(thread), Int(entry)) }
      given.made = { object, calls in
        let calls = UnsafeBufferPointer(start: calls, count: Int(controlMostCalls))
        Exploring.current?.keepCalls(made: Int(bitPattern: object), offsets(of: Array(calls)))
      }
    }
    let call = Call(body)
    let choices = plan.strategy.choices.map { UInt8($0) }
    let told = choices.withUnsafeBufferPointer { choices in
      given.choices = choices.baseAddress
      given.choiceCount = Int32(choices.count)
      return controlRun(
        &given,
        { context in
          guard let context else { return }
          Unmanaged<Call>.fromOpaque(context).takeUnretainedValue().make()
        }, Unmanaged.passUnretained(call).toOpaque())
    }
    guard let told, var trace = try? Trace(told.pointee) else { return Explored.Run(Trace(), nil) }
    if plan.wantsValues || plan.wantsPlaces { add(told.pointee, to: &trace) }
    return Explored.Run(trace, call.outcome.withLock { $0 })
  }

  /// The student's call, and how it came back.
  private final class Call: Sendable {
    let outcome = Mutex(Outcome?.none)
    private let body: @Sendable () -> Outcome

    init(_ body: @escaping @Sendable () -> Outcome) { self.body = body }

    func make() {
      let outcome = body()
      let kit = controlEnterKit()
      self.outcome.withLock { $0 = outcome }
      controlLeaveKit(kit)
    }
  }

  /// The student's call has come back.
  func noteReturn() { controlNoteReturn() }

  /// The calling thread's number in the run; nil if it isn't controlled.
  var thread: Int? {
    let number = controlThreadNumber()
    return number < 0 ? nil : Int(number)
  }

  /// How many steps the run has had by now.
  var stepsSoFar: Int { Int(controlStepCount()) }

  // MARK: Steps

  func take(_ kind: Step.Kind, _ object: Int, value: () -> String) {
    controlStep(ControlKind(UInt32(kind.rawValue)), UInt(bitPattern: object))
    let entry = Int(controlLastEntry())
    guard wantsValues.load(ordering: .relaxed), entry >= 0 else { return }
    change {
      let value = value()
      $0.details[entry, default: Trace.Detail()].value = value
    }
  }

  func note(made object: Int) {
    // To look at the calls takes longer than the rest of a run.
    guard wantsPlaces.load(ordering: .relaxed), controlIsControlled() else { return }
    keepCalls(made: object)
  }

  /// Keeps the calls by which an object is being made, on a thread of the run.
  ///
  /// - Parameter near: What may be such calls: the others may end at a library.
  private func keepCalls(made object: Int, _ near: [Int] = []) {
    let calls = callOffsets() + near
    change { $0.makings[object] = calls }
  }

  func note(condition: UnsafeRawPointer, of lock: UnsafeRawPointer) { controlPair(condition, lock) }

  func quietly(_ body: () -> Void) {
    controlEnterQuiet()
    body()
    controlLeaveQuiet()
  }

  private func tell(_ thread: Int, _ entry: Int) {
    let calls = entry < 0 ? callOffsets() : []
    change { story in
      if entry < 0 {
        story.calls[thread] = calls
      } else {
        story.details[entry, default: Trace.Detail()].calls = story.calls[thread] ?? []
      }
    }
  }

  /// What the kit notes is no step of the student's.
  private func change(_ body: (inout Story) -> Void) {
    let kit = controlEnterKit()
    telling.withLock { body(&story) }
    controlLeaveKit(kit)
  }

  private func add(_ told: ControlTrace, to trace: inout Trace) {
    let story = telling.withLock { self.story }
    trace.details = trace.entries.indices.map { story.details[$0] ?? Trace.Detail() }
    let mainQueue = Int(bitPattern: Unmanaged.passUnretained(DispatchQueue.main).toOpaque())
    for index in 0..<Int(told.objectCount) {
      let object = told.objects[index]
      if Int(bitPattern: object.identity) == mainQueue { trace.mainQueue = Int(object.number) }
      trace.makings[Int(object.number)] = story.makings[Int(bitPattern: object.identity)]
    }
    let calls = trace.waiters.contains { $0.step == nil } ? callOffsetsOfOtherThreads() : [:]
    let identities = told.identities
    for index in trace.waiters.indices {
      let waiter = trace.waiters[index]
      trace.waiters[index].calls =
        (waiter.step == nil ? calls[identities[index]] : story.calls[waiter.thread]) ?? []
    }
  }

  /// The one whose runs want places; C functions have no other way to it.
  private static let held = Mutex(Exploring?.none)

  private static var current: Exploring? {
    let kit = controlEnterKit()
    defer { controlLeaveKit(kit) }
    return held.withLock { $0 }
  }

  /// From now on this one is told.
  func install() { Self.held.withLock { $0 = self } }
}
