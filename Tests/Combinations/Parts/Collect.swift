/// A way to collect what the workers found.
enum Collect: String, CaseIterable, Sendable {
  /// One array for all, under the lock.
  case oneArray = "OneArray"
  /// A value of its own for each item, which no two threads use at once.
  case slots = "Slots"
  /// An array for each worker, put together at the end.
  case shelves = "Shelves"
  case propertyList = "PropertyList"
  case capturedArray = "CapturedArray"
  case capturedDictionary = "CapturedDictionary"
  /// Memory with a place for each item, which no two threads use at once.
  case pointer = "Pointer"

  /// Whether storing needs the lock.
  var isLocked: Bool {
    switch self {
    case .oneArray, .propertyList, .capturedArray, .capturedDictionary: true
    case .slots, .shelves, .pointer: false
    }
  }

  /// Whether all that is shared for it is a `Shared` of the kit's.
  var isPlain: Bool {
    switch self {
    case .oneArray, .slots, .shelves: true
    case .propertyList, .capturedArray, .capturedDictionary, .pointer: false
    }
  }

  /// How it can be spoilt, if it isn't a `Shared` of the kit's.
  var faults: Set<Fault> {
    switch self {
    case .oneArray, .slots, .shelves, .pointer: []
    case .propertyList, .capturedArray, .capturedDictionary: [.unguarded, .lockOfItsOwn]
    }
  }

  /// The class that holds what was found, if there is one.
  func declaration(_ type: String) -> Lines {
    guard self == .propertyList else { return [] }
    return ["var list: [(Int, \(type))] = []"]
      .block("private final class Found: @unchecked Sendable")
  }

  func setUp(_ type: String, count: String) -> Lines {
    switch self {
    case .oneArray:
      ["let found = Shared([\(type)?](repeating: nil, count: \(count)))"]
    case .slots: ["let found = (0..<\(count)).map { _ in Shared<\(type)?>(nil) }"]
    case .shelves: ["let found = (0..<team).map { _ in Shared<[(Int, \(type))]>([]) }"]
    case .propertyList: ["let found = Found()"]
    case .capturedArray:
      ["nonisolated(unsafe) var found = [\(type)?](repeating: nil, count: \(count))"]
    case .capturedDictionary: ["nonisolated(unsafe) var found: [Int: \(type)] = [:]"]
    case .pointer:
      [
        "nonisolated(unsafe) let found =",
        "  UnsafeMutablePointer<\(type)?>.allocate(capacity: \(count))",
        "found.initialize(repeating: nil, count: \(count))",
        "defer {",
        "  found.deinitialize(count: \(count))",
        "  found.deallocate()",
        "}",
      ]
    }
  }

  func store(_ value: String, at item: String) -> String {
    switch self {
    case .oneArray: "found.value[\(item)] = \(value)"
    case .slots: "found[\(item)].value = \(value)"
    case .shelves: "found[number].value.append((\(item), \(value)))"
    case .propertyList: "found.list.append((\(item), \(value)))"
    case .capturedArray, .capturedDictionary, .pointer: "found[\(item)] = \(value)"
    }
  }

  /// Stores, and does what is to be done with the lock held.
  ///
  /// - Parameter told: What needs the lock whatever the way to collect.
  func stored(
    _ value: String, at item: String, under lock: Lock?, fault: Fault?, told: Lines = []
  ) -> Lines {
    let store = [store(value, at: item)]
    guard let lock, fault != .noLock else { return store + told }
    let rest = told.isEmpty ? [] : lock.around(told)
    guard isLocked else { return store + rest }
    switch fault {
    case .unguarded where faults.contains(.unguarded): return store + rest
    case .lockOfItsOwn where faults.contains(.lockOfItsOwn):
      return lock.around(store, by: "own") + rest
    case nil, .noLock, .lockForEach, .writeOutside, .lockedTwice, .twoOrders, .noWait, .oneTooFew,
      .noWake, .unguarded, .readOutside, .lockOfItsOwn, .loadThenStore, .relaxed, .plainLook:
      return lock.around(store + told)
    }
  }

  /// All that was found, in the order of the items.
  func inOrder(count: String) -> String {
    switch self {
    case .oneArray: "found.value.compactMap { $0 }"
    case .slots: "found.compactMap(\\.value)"
    case .shelves: "found.flatMap(\\.value).sorted { $0.0 < $1.0 }.map(\\.1)"
    case .propertyList: "found.list.sorted { $0.0 < $1.0 }.map(\\.1)"
    case .capturedArray: "found.compactMap { $0 }"
    case .capturedDictionary: "found.sorted { $0.key < $1.key }.map(\\.value)"
    case .pointer: "(0..<\(count)).compactMap { found[$0] }"
    }
  }
}
