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
          ? "Which line starts a process, and what decides how often your code comes to it?"
          : "Which line starts what isn't the program that the call was given?")
    case .pipeDeadlock(let doing, let pipe, let bytes):
      Words(
        "pipeDeadlock",
        """
        \(doing): nothing moved any more. A process had \(counted(bytes, "byte")) to write to its \
        \(pipe), and nobody read \(bytes == 1 ? "it" : "them").
        """,
        """
        A pipe holds some tens of thousands of bytes; whoever writes more sleeps until the other side \
        reads. What does your code do meanwhile, and until when?
        """,
        shows: .threads)
    case .leaksProcesses(let call, let running, let unawaited):
      Words(
        "leaksProcesses",
        "\(call): after the call had come back, \(left(running, unawaited)).",
        """
        On each way out of the call, which line \(running > 0 ? "ends every process" : "")\
        \(running > 0 && unawaited > 0 ? " and " : "")\(unawaited > 0 ? "waits for its end" : "")?
        """)
    case .leaksDescriptors(let calls, let before, let after):
      Words(
        "leaksDescriptors",
        """
        After the first call had come back \(before) file descriptors were open; after \(calls) \
        calls there were \(after).
        """,
        "Which ends of which pipes does a call open, and which line closes each of them?",
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
