extension Diagnosis {
  /// What became of a failure.
  public enum Failures: DiagnosisFamily {
    /// One failure cost the result of another item.
    case errorSpreads(failed: String, fault: String, item: String, expected: String, actual: String)
    /// A failure was hidden, or replaced by another.
    case errorSwallowed(failed: String, fault: String, expected: String, actual: String)
  }
}

extension Diagnosis.Failures {
  var words: Words {
    switch self {
    case .errorSpreads(let failed, let fault, let item, let expected, let actual):
      Words(
        "errorSpreads",
        """
        \(failed) had been made to fail (\(fault)). That should have made no difference to \
        \(item): expected \(expected), but got \(actual).
        """,
        "By which line does the failure of the one reach the other?",
        tellsCall: false)
    case .errorSwallowed(let failed, let fault, let expected, let actual):
      Words(
        "errorSwallowed",
        """
        \(failed) failed (\(fault)), as it was made to. That should have led to \(expected), but \
        it led to \(actual).
        """,
        "Which line meets that error, and what does it make of it?",
        tellsCall: false)
    }
  }
}
