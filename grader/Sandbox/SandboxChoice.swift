/// Whether student code runs in a sandbox, as a call of the grader asks for.
enum SandboxChoice: String, CaseIterable, Sendable {
  /// It does, or nothing is graded.
  case required
  /// It does where that can be had, and reports say whether it did.
  case auto
  /// It doesn't.
  case off
}

extension Option {
  static let sandbox = Option(
    name: "--sandbox", value: "CHOICE", choices: SandboxChoice.allCases.map(\.rawValue),
    help: """
      run student code in a sandbox (Linux, with bubblewrap): required grades nothing
      without one; auto, which grade does, where there is one; off, which check does
      """)
}

extension Arguments {
  /// The choice behind `--sandbox`, or else this one.
  mutating func sandbox(_ fallback: SandboxChoice) throws(UsageError) -> SandboxChoice {
    try word(.sandbox).flatMap(SandboxChoice.init) ?? fallback
  }
}
