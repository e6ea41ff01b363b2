extension Diagnosis {
  /// What ended the process.
  public enum Ends: DiagnosisFamily {
    /// A signal ended the process, as a failed check of the language does; `place` is empty if it
    /// isn't known.
    case crashed(doing: String, signal: Int, printed: String, place: String)
    /// The process ended itself, at `place`; `byThen` says what work had been begun and ended.
    case exited(doing: String, status: Int, place: String = "", byThen: String = "")
    /// More memory than allowed.
    case outOfMemory(doing: String, bytes: Int, limit: Int, threads: Int)
    /// More output than allowed.
    case floodedOutput(doing: String, printed: String, bytes: Int, limit: Int)
    /// Student code closed the connection to the judge: of which it is known where, if it is.
    case closedPipe(doing: String, isRunning: Bool, descriptor: Int = -1, place: String = "")
    /// Something that the kit didn't write came over the connection to the judge.
    case forgedMessage(doing: String, text: String, bytes: Int)
  }
}

extension Diagnosis.Ends {
  var words: Words {
    switch self {
    case .crashed(let doing, let signal, let printed, let place):
      Words(
        "crashed",
        "\(doing): the program crashed\(meaning(ofSignal: signal))"
          + (place.isEmpty ? "" : " at \(place)") + ".\(quoted(printed))",
        place.isEmpty
          ? "Which line takes something for granted that wasn't so?"
          : "What does that line take for granted that wasn't so?",
        shows: .place(place))
    case .exited(let doing, let status, let place, let byThen):
      Words(
        "exited",
        "\(doing): your code ended the whole program\(place.isEmpty ? "" : " at \(place)"), with exit "
          + "status \(status).\(byThen)",
        place.isEmpty
          ? "Which line does that, where a function would return to its caller or throw?"
          : "Who was still to go on, when that line ended all of it?",
        shows: .place(place))
    case .outOfMemory(let doing, let bytes, let limit, let threads):
      Words(
        "outOfMemory",
        """
        \(doing): the program held \(megabytes(bytes)); \(megabytes(limit)) are \
        allowed.\(threads > 9 ? " It had \(threads) threads." : "")
        """,
        "What grows here, and what was to end that?",
        shows: .threads)
    case .floodedOutput(let doing, let printed, _, let limit):
      Words(
        "floodedOutput",
        "\(doing): the program printed more than \(megabytes(limit)), and was stopped there."
          + quoted(printed.prefix(80).split(whereSeparator: \.isNewline).joined(separator: " ")),
        "Which loop prints, and what was to end it?",
        shows: .threads)
    case .closedPipe(let doing, _, let descriptor, let place) where !place.isEmpty:
      Words(
        "closedPipe",
        """
        \(doing): at \(place) your code closed file descriptor \(descriptor), which it didn't open: by \
        that one the kit talks to your program.
        """,
        "What does your code know of the number that it gives to `close` there?",
        shows: .place(place))
    case .closedPipe(let doing, let isRunning, _, _):
      Words(
        "closedPipe",
        "\(doing): the pipe by which the kit talks to your program was closed"
          + (isRunning ? ", and the program went on." : "."),
        "Which `close` is given a number that your code didn't open, or has closed before?")
    case .forgedMessage(let doing, let text, let bytes):
      Words(
        "forgedMessage",
        """
        \(doing): into the pipe by which the kit tells its judge what happens, something else wrote \
        \(bytes) bytes: \(text)
        """,
        "Which line writes to a file descriptor that your code didn't open?"
      )
    }
  }
}
