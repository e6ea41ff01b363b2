/// A way to keep something that the threads share beside the counter, without a type of the kit's.
enum Tally: String, CaseIterable, Sendable {
  case property = "Property"
  case captured = "Captured"
  case element = "Element"
  case entry = "Entry"
  case lazyProperty = "LazyProperty"
  /// Memory with a place for each thread, which needs no lock.
  case pointer = "Pointer"
  /// Behind a lock that whoever comes first makes, and that is looked for twice.
  case doubleChecked = "DoubleChecked"
  /// Written by one thread, and read by those that see its flag.
  case flagged = "ReleasedFlag"

  /// How it can be spoilt.
  var faults: Set<Fault> {
    switch self {
    case .property, .captured, .element, .entry, .lazyProperty:
      [.unguarded, .readOutside, .lockOfItsOwn]
    case .pointer: [.unguarded]
    case .doubleChecked: [.relaxed, .plainLook]
    case .flagged: [.relaxed]
    }
  }

  /// The class that holds it, if there is one.
  var declaration: Lines {
    switch self {
    case .captured, .element, .entry, .pointer: []
    case .property: ["var rounds = 0"].block(Self.holder)
    case .lazyProperty: ["lazy var rounds = 0"].block(Self.holder)
    case .doubleChecked:
      ["var lock: Lock?", "let isMade = Atomic(false)", "var rounds = 0"].block(Self.holder)
    case .flagged: ["var most = 0", "let isTold = Atomic(false)"].block(Self.holder)
    }
  }

  private static let holder = "private final class Tally: @unchecked Sendable"

  /// What is made before the first thread starts.
  var setUp: Lines {
    switch self {
    case .property, .lazyProperty, .doubleChecked, .flagged: ["let tally = Tally()"]
    case .captured: ["nonisolated(unsafe) var rounds = 0"]
    case .element: ["nonisolated(unsafe) var rounds = [Int](repeating: 0, count: threads)"]
    case .entry: ["nonisolated(unsafe) var rounds: [Int: Int] = [:]"]
    case .pointer:
      [
        "nonisolated(unsafe) let rounds = UnsafeMutablePointer<Int>.allocate(capacity: threads)",
        "rounds.initialize(repeating: 0, count: threads)",
        "defer { rounds.deallocate() }",
      ]
    }
  }

  /// What a thread does before its first round.
  func begin(fault: Fault?) -> Lines {
    guard self == .flagged else { return [] }
    let order = fault == .relaxed ? "relaxed" : "releasing"
    return ["tally.most = times", "tally.isTold.store(true, ordering: .\(order))"]
      .block("if number == 0")
  }

  /// A round: notes it, and adds to the counter.
  ///
  /// What is spoilt comes before anything is locked in the round, which would order it.
  func round(_ addition: Lines, under lock: Lock, fault: Fault?) -> Lines {
    let change = ["\(number) += 1"]
    switch self {
    case .pointer where fault == .unguarded: return ["rounds.pointee += 1"] + lock.around(addition)
    case .pointer: return change + lock.around(addition)
    case .doubleChecked: return making(under: lock, fault: fault) + lock.around(addition)
    case .flagged:
      let order = fault == .relaxed ? "relaxed" : "acquiring"
      return ["if tally.isTold.load(ordering: .\(order)) && tally.most < times { break }"]
        + lock.around(addition)
    case .property, .captured, .element, .entry, .lazyProperty:
      if fault == .unguarded { return change + lock.around(addition) }
      if fault == .lockOfItsOwn { return lock.around(change, by: "own") + lock.around(addition) }
      guard fault == .readOutside else { return lock.around(change + addition) }
      return ["let old = \(number)"] + lock.around(["\(place) = old + 1"] + addition)
    }
  }

  private func making(under lock: Lock, fault: Fault?) -> Lines {
    let order = fault == .relaxed ? "relaxed" : "acquiring"
    let isMissing =
      fault == .plainLook ? "tally.lock == nil" : "!tally.isMade.load(ordering: .\(order))"
    let make = ["tally.lock = Lock()", "tally.isMade.store(true, ordering: .releasing)"]
    return lock.around(make.block("if !tally.isMade.load(ordering: .relaxed)"))
      .block("if \(isMissing)") + ["tally.lock?.withLock { tally.rounds += 1 }"]
  }

  /// What the caller expects of it when all threads have ended.
  var end: Lines {
    let sum =
      switch self {
      case .property, .lazyProperty, .doubleChecked: "tally.rounds"
      case .captured: "rounds"
      case .element: "rounds.reduce(0, +)"
      case .entry: "rounds.values.reduce(0, +)"
      case .pointer: "(0..<threads).reduce(0) { $0 + rounds[$1] }"
      case .flagged: "tally.most * threads"
      }
    return ["precondition(\(sum) == threads * times)"]
  }

  /// The number to change in a round.
  private var number: String { self == .entry ? "rounds[number, default: 0]" : place }

  /// Where it is.
  private var place: String {
    switch self {
    case .property, .lazyProperty, .doubleChecked: "tally.rounds"
    case .captured: "rounds"
    case .element, .entry, .pointer: "rounds[number]"
    case .flagged: "tally.most"
    }
  }
}
