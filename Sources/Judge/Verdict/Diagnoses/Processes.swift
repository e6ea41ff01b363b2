extension Diagnosis {
  /// Processes that work for a call.
  public enum Processes: DiagnosisFamily {
    /// Processes that have no share in the work: `started` of them, of which `kind` says what they are.
    case tooManyProcesses(call: String, asked: Int, started: Int, kind: String)
    /// Both sides of a pipe wait: a process to be rid of so many bytes, the code for something else.
    case pipeDeadlock(doing: String, pipe: String, bytes: Int)
    /// Processes left behind by a call that had come back.
    case leaksProcesses(call: String, running: Int, unawaited: Int)
    /// File descriptors left open by calls that had come back.
    case leaksDescriptors(calls: Int, before: Int, after: Int)
  }
}

extension Diagnosis.Processes {
  var words: Words {
    switch self {
    case .tooManyProcesses(let call, let asked, let started, let kind):
      Words(
        "tooManyProcesses",
        "\(call): "
          + (asked > 0
            ? "\(counted(asked, "process")) \(asked == 1 ? "was" : "were") asked for; " : "")
          + "\(asked > 0 ? "\(started)" : counted(started, "process")) "
          + "\(started == 1 ? "was" : "were") started\(kind).",
        kind.isEmpty
          ? """
          A process costs far more than a call: memory of its own, and a start that takes longer than \
          most answers. A team is started once, and each of its processes answers line after line.
          """
          : "What is to be started is the program that the call was given, and nothing else.")
    case .pipeDeadlock(let doing, let pipe, let bytes):
      Words(
        "pipeDeadlock",
        """
        \(doing): nothing moved any more. A process had \(counted(bytes, "byte")) to write to its \
        \(pipe), and nobody read \(bytes == 1 ? "it" : "them").
        """,
        """
        A pipe holds some tens of thousands of bytes. Whoever writes more sleeps until the other \
        side reads; if the reader waits for something else meanwhile, both wait for ever.
        """,
        shows: .threads)
    case .leaksProcesses(let call, let running, let unawaited):
      Words(
        "leaksProcesses",
        "\(call): after the call had come back, \(left(running, unawaited)).",
        [
          running > 0 ? "A process that isn't ended goes on beside the program." : "",
          unawaited > 0
            ? "A process that has ended keeps its place in the system's table until it is waited for."
            : "",
        ].filter { !$0.isEmpty }.joined(separator: " "))
    case .leaksDescriptors(let calls, let before, let after):
      Words(
        "leaksDescriptors",
        """
        After the first call had come back \(before) file descriptors were open; after \(calls) \
        calls there were \(after).
        """,
        "A process may have some hundreds or thousands open. After that, no pipe or file can be opened.",
        tellsCall: false)
    }
  }

  private func left(_ running: Int, _ unawaited: Int) -> String {
    let parts = [
      running > 0 ? "\(running) of its processes still ran" : "",
      unawaited > 0
        ? "\(counted(unawaited, "process")) had ended and \(unawaited == 1 ? "was" : "were") never waited for"
        : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", and ")
  }
}
