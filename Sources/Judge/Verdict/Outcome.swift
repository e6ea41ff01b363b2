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
