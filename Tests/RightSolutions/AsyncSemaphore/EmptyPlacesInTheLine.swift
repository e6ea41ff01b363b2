import ExerciseKit

/// Leaves an empty place where somebody left the line, and skips it when its turn comes.
public actor AsyncSemaphore {
  private typealias Place = CheckedContinuation<Void, any Error>?

  private let permits: Int
  private var inside = 0
  private var places: [Place] = []
  private var first = 0
  private var dropped = 0

  /// Makes a semaphore with `permits` permits, all of them free.
  public init(permits: Int) throws {
    guard permits >= 1 else {
      throw InvalidArgument("permits", "must be at least 1, not \(permits)")
    }
    self.permits = permits
  }

  /// Waits for a permit, runs `operation` with it, and gives the permit back.
  public func withPermit<Value: Sendable>(
    _ operation: @Sendable () async throws -> Value
  ) async throws -> Value {
    try await enter()
    defer { exit() }
    return try await operation()
  }

  private func enter() async throws {
    guard inside == permits else {
      inside += 1
      return
    }
    try Task.checkCancellation()
    let number = dropped + places.count
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { places.append($0) }
    } onCancel: {
      Task { await empty(number) }
    }
  }

  private func empty(_ number: Int) {
    let index = number - dropped
    guard index >= first else { return }
    places[index]?.resume(throwing: CancellationError())
    places[index] = nil
  }

  private func exit() {
    while first < places.count {
      let next = places[first]
      first += 1
      if let next {
        forgetTheServed()
        return next.resume()
      }
    }
    forgetTheServed()
    inside -= 1
  }

  /// Now and then drops the places that were served, so that the array doesn't grow for ever.
  private func forgetTheServed() {
    guard first > 64, first * 2 > places.count else { return }
    places.removeFirst(first)
    dropped += first
    first = 0
  }
}
