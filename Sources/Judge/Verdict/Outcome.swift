public import Wire

extension Outcome {
  /// How a call ended, for a report.
  public var inWords: String {
    switch self {
    case .returned(.ints(let numbers)): shortened("the result \(numbers)", to: 120)
    case .returned(.array(let parts)): counted(parts.count, "result")
    case .returned: "a return without an error"
    case .notStarted: "NotStarted"
    case .invalidArgument(let name, _): "InvalidArgument(\"\(name)\", ...)"
    case .threw(let type, let text): "the error \(type): \(shortened(text, to: 120))"
    }
  }

  /// What the call came back with, without the values; empty if it came back with nothing.
  var inShort: String {
    switch self {
    case .returned(.ints(let numbers)): return counted(numbers.count, "value")
    case .returned(.array(let parts)) where parts.contains { $0 != .null }:
      let errors = parts.count { $0["error"] != .null }
      return counted(parts.count, "result")
        + (errors == 0
          ? "" : errors == 1 ? " (one of them an error)" : " (\(errors) of them errors)")
    case .returned, .notStarted: return ""
    case .invalidArgument, .threw: return inWords
    }
  }

  /// The result of a call that should have returned one.
  ///
  /// - Throws: `wrongResult` if it threw, `Stop.notStarted` if it is a stub.
  func result(of call: String) throws -> Value {
    switch self {
    case .returned(let value): return value
    case .notStarted: throw Stop.notStarted
    case .invalidArgument(let name, let reason):
      throw Diagnosis.results(
        .wrongResult(
          call: call, expected: "no error", actual: "InvalidArgument(\"\(name)\", \"\(reason)\")"))
    case .threw(let type, let text):
      throw Diagnosis.results(
        .wrongResult(
          call: call, expected: "no error",
          actual: "the error \(type): \(shortened(text, to: 200))"))
    }
  }
}

extension ControlledRun {
  /// The result of a run that came back.
  ///
  /// - Throws: `wrongResult` if the call threw; a run without an end has none.
  public func result(of call: String) throws -> Value { try outcome?.result(of: call) ?? .null }
}

extension Value {
  /// The value for a reader.
  var inWords: String {
    switch self {
    case .null: "nil"
    case .bool(let truth): "\(truth)"
    case .int(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): "\"\(text)\""
    case .array(let elements): "[\(elements.map(\.inWords).joined(separator: ", "))]"
    case .object(let members):
      members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.inWords)" }
        .joined(separator: ", ")
    case .data(let bytes): counted(bytes.count, "byte")
    case .ints(let numbers): "\(numbers)"
    }
  }
}
