/// Calls the exercise AsyncSemaphore, which must have these signatures:
///
///     public actor AsyncSemaphore {
///       public init(permits: Int) throws
///       public func withPermit<Value: Sendable>(
///         _ operation: @Sendable () async throws -> Value
///       ) async throws -> Value
///     }

import AsyncSemaphore
import ExerciseKit
import SubjectRuntime
import Synchronization
import Wire

/// What an operation that is to fail throws.
private struct Failure: Error, CustomStringConvertible {
  let caller: Int
  var description: String { "failure of task \(caller)" }
}

/// The semaphores that the requests of one check share: mostly one.
private let shared = Mutex<[AsyncSemaphore]>([])

/// How many operations are under way, and the most that ever were.
private final class Crowd: Sendable {
  private let state = Mutex((inside: 0, most: 0))

  func enter() {
    state.withLock { state in
      state.inside += 1
      state.most = max(state.most, state.inside)
    }
  }

  func leave() { state.withLock { $0.inside -= 1 } }

  var most: Int { state.withLock(\.most) }
}

serveTasks { request, stage in
  if let permits = request["permits"].int {
    let made = try (0..<(request["semaphores"].int ?? 1)).map { _ in
      try AsyncSemaphore(permits: permits)
    }
    shared.withLock { $0 = made }
    return .null
  }
  let semaphores = shared.withLock { $0 }
  let number = request["semaphore"].int ?? 0
  guard semaphores.indices.contains(number) else { throw NotStarted() }
  let semaphore = semaphores[number]
  if let callers = request["callers"].int { return try await crowd(of: callers, at: semaphore) }
  let caller = request["caller"].int ?? 0
  let isFailing = request["isFailing"].bool == true
  let isStubborn = request["isStubborn"].bool == true
  return .int(
    try await semaphore.withPermit {
      try await stage.perform("operation", "\(caller)", isStubborn: isStubborn) {
        if isFailing { throw Failure(caller: caller) }
        return 10 * caller
      }
    })
}

/// Has so many tasks ask for a permit at the same time, and tells the most that had one at once and
/// how many came back with their own value.
private func crowd(of callers: Int, at semaphore: AsyncSemaphore) async throws -> Value {
  let crowd = Crowd()
  let served = await withTaskGroup(of: Bool.self) { group in
    for caller in 0..<callers {
      group.addTask {
        // Who is turned away has no value, which is what is reported.
        let value = try? await semaphore.withPermit {
          crowd.enter()
          await Task.yield()
          crowd.leave()
          return caller
        }
        return value == caller
      }
    }
    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
  }
  return ["most": .int(crowd.most), "served": .int(served)]
}
