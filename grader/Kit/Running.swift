import Dispatch
import ExerciseKit
import Judge
import Synchronization

/// Does something with every item on a few threads, and returns the results in the items' order.
func inParallel<Item: Sendable, Result: Sendable>(
  _ items: [Item], jobs: Int, _ body: @escaping @Sendable (Item) -> Result
) -> [Result] {
  let next = Mutex(0)
  let results = Mutex([Result?](repeating: nil, count: items.count))
  let threads = (0..<min(jobs, items.count)).map { _ in
    spawn {
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < items.count else { return }
        let result = body(items[index])
        results.withLock { $0[index] = result }
      }
    }
  }
  for thread in threads { thread.join() }
  return results.withLock { $0.compactMap { $0 } }
}

/// How long something takes, in seconds.
func timed(_ body: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try body()
  return (ContinuousClock.now - start).inSeconds
}

/// Runs something asynchronous from a thread that may block.
func waitFor<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value
{
  let ended = DispatchSemaphore(value: 0)
  let result = Mutex<Result<Value, any Error>?>(nil)
  Task.detached {
    do {
      let value = try await body()
      result.withLock { $0 = .success(value) }
    } catch {
      result.withLock { $0 = .failure(error) }
    }
    ended.signal()
  }
  ended.wait()
  guard let result = result.withLock({ $0 }) else {
    throw GraderError("a task ended without a result")
  }
  return try result.get()
}
