/// A way to share work out to the workers.
enum Share: String, CaseIterable, Sendable {
  case ticket = "Ticket"
  case pile = "Pile"
  /// In rounds, each of which begins with another worker.
  case dealt = "Dealt"
  case propertyTicket = "PropertyTicket"
  case capturedTicket = "CapturedTicket"
  case atomicTicket = "AtomicTicket"
  case exchangedTicket = "ExchangedTicket"

  /// Those that a slow piece of work doesn't hold up.
  static let moving = allCases.filter { $0 != .dealt }

  /// Whether taking a piece needs the lock.
  var isLocked: Bool {
    switch self {
    case .ticket, .pile, .propertyTicket, .capturedTicket: true
    case .dealt, .atomicTicket, .exchangedTicket: false
    }
  }

  /// Whether all that is shared for it is a `Shared` of the kit's.
  var isPlain: Bool {
    switch self {
    case .ticket, .pile, .dealt: true
    case .propertyTicket, .capturedTicket, .atomicTicket, .exchangedTicket: false
    }
  }

  /// How it can be spoilt, if it isn't a `Shared` of the kit's.
  var faults: Set<Fault> {
    switch self {
    case .ticket, .pile, .dealt, .exchangedTicket: []
    case .propertyTicket, .capturedTicket: [.unguarded, .readOutside, .lockOfItsOwn]
    case .atomicTicket: [.loadThenStore]
    }
  }

  /// The class that holds what is shared for it, if there is one.
  var declaration: Lines {
    guard self == .propertyTicket else { return [] }
    return ["var next = 0"].block("private final class Tickets: @unchecked Sendable")
  }

  func setUp(_ count: String) -> Lines {
    switch self {
    case .ticket: ["let next = Shared(0)"]
    case .pile: ["let waiting = Shared(Array((0..<\(count)).reversed()))"]
    case .dealt: []
    case .propertyTicket: ["let tickets = Tickets()"]
    case .capturedTicket: ["nonisolated(unsafe) var next = 0"]
    case .atomicTicket, .exchangedTicket: ["let next = Atomic(0)"]
    }
  }

  /// A worker's loop over its part of the work.
  func loop(_ item: String, of count: String, lock: Lock?, fault: Fault?, _ body: Lines) -> Lines {
    let isNone = "guard \(item) < \(count) else { break }"
    switch self {
    case .ticket: return taking(item, "next.value", isNone, lock, fault, body)
    case .propertyTicket: return taking(item, "tickets.next", isNone, lock, fault, body)
    case .capturedTicket: return taking(item, "next", isNone, lock, fault, body)
    case .pile:
      let isEmpty = "guard let \(item) else { break }"
      return taking(item, "waiting.value.last", isEmpty, lock, fault, body)
    case .atomicTicket, .exchangedTicket:
      return (atomicTake(item, fault) + [isNone] + body).block("while true")
    case .dealt:
      let place = [
        "let \(item) = round * team + (number + round) % team",
        "guard \(item) < \(count) else { continue }",
      ]
      return (place + body).block("for round in 0...\(count) / team")
    }
  }

  /// Takes pieces until there is none: sees which is the next, and moves on.
  private func taking(
    _ item: String, _ look: String, _ isNone: String, _ lock: Lock?, _ fault: Fault?, _ body: Lines
  ) -> Lines {
    let moveOn = [self == .pile ? "_ = waiting.value.popLast()" : "\(look) = \(item) + 1"]
    let take = take(item, look, moveOn, lock, fault.flatMap { isSpoilt(by: $0) ? $0 : nil })
    return (take + [isNone] + body).block("while true")
  }

  /// Whether a fault of the solution is one of this part.
  private func isSpoilt(by fault: Fault) -> Bool { !fault.isOfState || faults.contains(fault) }

  private func take(
    _ item: String, _ look: String, _ moveOn: Lines, _ lock: Lock?, _ fault: Fault?
  ) -> Lines {
    let seen = ["let \(item) = \(look)"]
    guard let lock else { return seen + moveOn }
    switch fault {
    case .noLock, .unguarded: return seen + moveOn
    case .writeOutside: return lock.value(item, look) + moveOn
    case .lockedTwice: return lock.value(item, look) + lock.around(moveOn)
    case .readOutside: return seen + lock.around(moveOn)
    case .lockOfItsOwn: return lock.value(item, look, then: moveOn, by: "own")
    case nil, .lockForEach, .twoOrders, .noWait, .oneTooFew, .noWake, .loadThenStore, .relaxed,
      .plainLook:
      return lock.value(item, look, then: moveOn)
    }
  }

  private func atomicTake(_ item: String, _ fault: Fault?) -> Lines {
    let look = "next.load(ordering: .relaxed)"
    guard self == .exchangedTicket else {
      return fault == .loadThenStore
        ? ["let \(item) = \(look)", "next.store(\(item) + 1, ordering: .relaxed)"]
        : ["let \(item) = next.add(1, ordering: .relaxed).oldValue"]
    }
    return [
      "var \(item) = \(look)",
      "while !next.compareExchange(",
      "  expected: \(item), desired: \(item) + 1, ordering: .relaxed",
      ").exchanged {",
      "  \(item) = \(look)",
      "}",
    ]
  }
}
