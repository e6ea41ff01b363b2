import ExerciseKit

/// How one operation ended, as a value, so that no error can leave the group before its time.
private enum Ending<Value: Sendable>: Sendable {
  case returned(Value, place: Int)
  case threw(any Error)
}

// What is known so far. Every ending moves it on by one step.
private struct Tally<Value: Sendable> {
  enum Phase {
    case gathering
    case failed(any Error)
  }

  enum Order {
    case goOn
    case cancelTheRest
  }

  private(set) var phase = Phase.gathering
  private var places: [Value?]

  init(expecting count: Int) {
    places = Array(repeating: nil, count: count)
  }

  mutating func note(_ ending: Ending<Value>) -> Order {
    switch (phase, ending) {
    case (.gathering, .returned(let value, let place)):
      places[place] = value
      return .goOn
    case (.gathering, .threw(let error)):
      phase = .failed(error)
      return .cancelTheRest
    case (.failed, _):
      return .goOn  // whatever comes now changes nothing
    }
  }

  func outcome() throws -> [Value] {
    switch phase {
    case .gathering: return places.compactMap { $0 }
    case .failed(let error): throw error
    }
  }
}

/// Runs all operations at the same time, and returns when all of them have ended.
public func gather<Value: Sendable>(
  _ operations: [@Sendable () async throws -> Value]
) async throws -> [Value] {
  let tally = await withTaskGroup(
    of: Ending<Value>.self, returning: Tally<Value>.self
  ) { group in
    for place in operations.indices {
      group.addTask {
        do {
          let value = try await operations[place]()
          return .returned(value, place: place)
        } catch {
          return .threw(error)
        }
      }
    }

    var tally = Tally<Value>(expecting: operations.count)
    while let ending = await group.next() {
      switch tally.note(ending) {
      case .goOn: continue
      case .cancelTheRest: group.cancelAll()
      }
    }
    return tally
  }
  return try tally.outcome()
}
