/// Thrown by a stub that nobody has begun to fill in.
///
/// A check that meets it is neither passed nor failed: it names the file to open.
public struct NotStarted: Error, Sendable, Equatable {
  /// Makes the error; it carries nothing.
  public init() {}
}

/// Thrown for an argument that makes no sense, such as 0 workers.
public struct InvalidArgument: Error, Sendable, Equatable, CustomStringConvertible {
  /// The argument's name, as the function declares it.
  public let name: String
  /// What is wrong with it and what is accepted.
  public let reason: String

  /// Names the argument and says what is wrong with it.
  ///
  ///     throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  public init(_ name: String, _ reason: String) {
    self.name = name
    self.reason = reason
  }

  /// The name and the reason in one sentence.
  public var description: String { "invalid argument '\(name)': \(reason)" }
}
