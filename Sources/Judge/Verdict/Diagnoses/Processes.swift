extension Diagnosis {
  /// Processes that work for a call.
  public enum Processes: DiagnosisFamily {
    /// Processes that have no share in the work: `started` of them, of which `kind` says what they are.
    case tooManyProcesses(call: String, asked: Int, started: Int, kind: String)
    /// Both sides of a pipe wait: a process to be rid of so many bytes, the code for something else. The
    /// process had written so many there before, and had been given so many lines.
    case pipeDeadlock(doing: String, pipe: String, bytes: Int, before: Int = 0, lines: Int = 0)
    /// Processes left behind by a call that had come back.
    case leaksProcesses(call: String, running: Int, unawaited: Int)
    /// File descriptors left open by calls that had come back: `left` says what the further ones are.
    case leaksDescriptors(calls: Int, before: Int, after: Int, left: [String] = [])
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
    case .pipeDeadlock(let doing, let pipe, let bytes, let before, let lines):
      Words(
        "pipeDeadlock",
        """
        \(doing): nothing moved any more. A process had \(counted(bytes, "byte")) to write to its \
        \(pipe), and nobody read \(bytes == 1 ? "it" : "them").\(rid(of: before, pipe, lines))
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
    case .leaksDescriptors(let calls, let before, let after, let left):
      Words(
        "leaksDescriptors",
        """
        After the first call had come back \(before) file descriptors were open; after \(calls) \
        calls there were \(after)\
        \(left.isEmpty ? "" : "; what is left of the \(calls - 1) further calls: \(inARow(left))").
        """,
        "Which ends of which pipes does a call open, and which line closes each of them?",
        tellsCall: false)
    }
  }

  /// What the process had been rid of before, as a further sentence.
  private func rid(of before: Int, _ pipe: String, _ lines: Int) -> String {
    guard lines > 0 else { return "" }
    return " That was for line \(lines) that it was given; before, "
      + (before == 0
        ? "it had written nothing there." : "it had been rid of \(counted(before, "byte")) there.")
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
