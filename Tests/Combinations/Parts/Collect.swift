/// A way to collect what the workers found.
enum Collect: String, CaseIterable, Sendable {
  /// One array for all, under the lock.
  case oneArray = "OneArray"
  /// A value of its own for each item, which no two threads use at once.
  case slots = "Slots"
  /// An array for each worker, put together at the end.
  case shelves = "Shelves"

  /// Whether storing needs the lock.
  var isLocked: Bool { self == .oneArray }

  func setUp(_ type: String, count: String) -> Lines {
    switch self {
    case .oneArray:
      ["let found = Shared([\(type)?](repeating: nil, count: \(count)))"]
    case .slots: ["let found = (0..<\(count)).map { _ in Shared<\(type)?>(nil) }"]
    case .shelves: ["let found = (0..<team).map { _ in Shared<[(Int, \(type))]>([]) }"]
    }
  }

  func store(_ value: String, at item: String) -> String {
    switch self {
    case .oneArray: "found.value[\(item)] = \(value)"
    case .slots: "found[\(item)].value = \(value)"
    case .shelves: "found[number].value.append((\(item), \(value)))"
    }
  }

  /// All that was found, in the order of the items.
  var inOrder: String {
    switch self {
    case .oneArray: "found.value.compactMap { $0 }"
    case .slots: "found.compactMap(\\.value)"
    case .shelves: "found.flatMap(\\.value).sorted { $0.0 < $1.0 }.map(\\.1)"
    }
  }
}
