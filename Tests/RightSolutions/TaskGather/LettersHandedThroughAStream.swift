import ExerciseKit

/// Each child fills in a letter that nobody else has by then, and hands it over through a stream.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let (letters, post) = AsyncStream<Letter<Value>>.makeStream()
  return try await withThrowingTaskGroup { group in
    for (place, operation) in operations.enumerated() {
      group.addTask {
        let letter = Letter<Value>(place: place)
        letter.value = try await operation()
        post.yield(letter)
      }
    }
    while try await group.next() != nil {}
    post.finish()
    var values = [Value?](repeating: nil, count: operations.count)
    for await letter in letters { values[letter.place] = letter.value }
    return values.compactMap { $0 }
  }
}

private final class Letter<Value>: @unchecked Sendable {
  let place: Int
  var value: Value?

  init(place: Int) { self.place = place }
}
