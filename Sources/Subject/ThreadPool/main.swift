/// Calls the exercise ThreadPool, which must have these signatures:
///
///     public final class ThreadPool: Sendable {
///       public init(workers: Int) throws
///       public func map<Input: Sendable, Output: Sendable>(
///         _ inputs: [Input],
///         _ transform: @escaping @Sendable (Input) throws -> Output
///       ) throws -> [Output]
///       public func shutDown()
///     }

import ExerciseKit
import SubjectRuntime
import ThreadPool
import Wire

/// What the transform of an input that is to fail throws.
private struct Failure: Error, CustomStringConvertible {
  let input: Int
  var description: String { "failure of input \(input)" }
}

/// Work that waits until so many pieces of it are under way.
private struct Meeting: Sendable {
  let size: Int
  let present = Shared(0)
  let changed = Condition()

  init(size: Int) { self.size = size }

  func join() {
    changed.withLock {
      present.value += 1
      changed.broadcast()
      while present.value < size { changed.wait() }
    }
  }
}

/// The pool that the requests of one check share.
private let pool = Guarded<ThreadPool?>(nil)

serve { request, stage in
  let failing = Set(request["failing"].ints ?? [])
  let meeting = request["meeting"].int.map(Meeting.init)
  let transform: @Sendable (Int) throws -> Int = { input in
    try stage.perform("transform", "\(input)") {
      meeting?.join()
      if failing.contains(input) { throw Failure(input: input) }
      return 10 * input
    }
  }
  if let workers = request["workers"].int {
    let made = try ThreadPool(workers: workers)
    guard let lists = request["lists"].array else {
      pool.withLock { $0 = made }
      return .null
    }
    return try wholeLife(of: made, lists.map { $0.ints ?? [] }, request, stage, transform)
  }
  guard let made = pool.withLock({ $0 }) else { throw NotStarted() }
  if request["shutDown"].bool == true {
    made.shutDown()
    return .null
  }
  return .ints(try made.map(request["inputs"].ints ?? [], transform))
}

/// Maps all lists with one pool, together or one after another, and shuts it down.
///
/// What is told of each list is its outputs or its error, which thread made the call, and after how many
/// steps it came back; of each call of `shutDown` after how many steps.
private func wholeLife(
  of pool: ThreadPool, _ lists: [[Int]], _ request: Value, _ stage: Stage,
  _ transform: @escaping @Sendable (Int) throws -> Int
) throws -> Value {
  let results = Guarded([Int: Value]())
  let map: @Sendable (Int) -> Void = { index in
    let result: Value
    do {
      result = .ints(try pool.map(lists[index], transform))
    } catch {
      result = .string("\(error)")
    }
    let steps = stage.stepsSoFar
    let thread = Value.int(stage.thread ?? 0)
    results.withLock { $0[index] = ["result": result, "steps": .int(steps), "thread": thread] }
  }
  if request["together"].bool == true {
    let others = lists.indices.dropFirst().map { index in spawn { map(index) } }
    map(0)
    for other in others { other.join() }
  } else {
    for index in lists.indices { map(index) }
  }
  let ends = Guarded([Int]())
  let shutDown: @Sendable () -> Void = {
    pool.shutDown()
    let steps = stage.stepsSoFar
    ends.withLock { $0.append(steps) }
  }
  let second = request["shutDownTwice"].bool == true ? spawn(shutDown) : nil
  shutDown()
  second?.join()
  return [
    "calls": .array(results.withLock { results in lists.indices.map { results[$0] ?? .null } }),
    "ends": .ints(ends.withLock { $0 }),
  ]
}
