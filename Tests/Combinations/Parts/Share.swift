/// A way to share work out to the workers.
enum Share: String, CaseIterable, Sendable {
  case ticket = "Ticket"
  case pile = "Pile"
  /// In rounds, each of which begins with another worker.
  case dealt = "Dealt"

  func setUp(_ count: String) -> Lines {
    switch self {
    case .ticket: ["let next = Shared(0)"]
    case .pile: ["let waiting = Shared(Array((0..<\(count)).reversed()))"]
    case .dealt: []
    }
  }

  /// A worker's loop over its part of the work.
  func loop(_ item: String, of count: String, lock: Lock?, fault: Fault?, _ body: Lines) -> Lines {
    switch self {
    case .ticket:
      let isNone = "guard \(item) < \(count) else { break }"
      return (take(item, lock, fault) + [isNone] + body).block("while true")
    case .pile:
      let isNone = "guard let \(item) else { break }"
      return (take(item, lock, fault) + [isNone] + body).block("while true")
    case .dealt:
      let place = [
        "let \(item) = round * team + (number + round) % team",
        "guard \(item) < \(count) else { continue }",
      ]
      return (place + body).block("for round in 0...\(count) / team")
    }
  }

  /// Takes the next piece: sees which it is, and moves on.
  private func take(_ item: String, _ lock: Lock?, _ fault: Fault?) -> Lines {
    let look = self == .ticket ? "next.value" : "waiting.value.last"
    let moveOn = [self == .ticket ? "next.value = \(item) + 1" : "_ = waiting.value.popLast()"]
    switch (lock, fault) {
    case (nil, _), (_, .noLock): return ["let \(item) = \(look)"] + moveOn
    case (let lock?, .writeOutside): return lock.value(item, look) + moveOn
    case (let lock?, .lockedTwice): return lock.value(item, look) + lock.around(moveOn)
    case (let lock?, nil), (let lock?, .lockForEach), (let lock?, .twoOrders),
      (let lock?, .noWait), (let lock?, .oneTooFew), (let lock?, .noWake):
      return lock.value(item, look, then: moveOn)
    }
  }
}
