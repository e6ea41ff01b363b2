extension Diagnosis {
  /// What is still to come when a call returns, and what it calls back.
  public enum Returns: DiagnosisFamily {
    /// The function came back while `item` was still being worked on; so often before, with another
    /// item, it didn't.
    case returnsEarly(
      call: String, work: String, item: String, waitedBefore: Int = 0, atReturn: AtReturn? = nil)
    /// A callback was called by several threads at once.
    case overlappingCallback(callback: String, atOnce: Int, calls: [String])
    /// A callback's counts were wrong.
    case miscountedCallback(callback: String, expected: [String], calls: [String])
    /// Threads left behind by calls that had come back.
    case leaksThreads(call: String, calls: Int, before: Int, after: Int)
  }
}

extension Diagnosis.Returns {
  var words: Words {
    switch self {
    case .returnsEarly(let call, let work, let item, let waitedBefore, let atReturn):
      Words(
        "returnsEarly",
        """
        \(call): the call came back\(result(atReturn)) while a \(Judge.call(of: work)), on "\(item)", which \
        the judge held, was still under way\(tally(atReturn, work)).\(waited(before: waitedBefore))\
        \(atReturn?.whoInWords ?? "")
        """,
        whatWaits(atReturn?.leftOut ?? 0),
        shows: .threads)
    case .overlappingCallback(let callback, let atOnce, let calls):
      Words(
        "overlappingCallback",
        """
        `\(callback)` was called by \(atOnce) threads at once: while the judge held the call \
        "\(calls.first ?? "")", the call "\(calls.last ?? "")" came.
        """,
        "What keeps a second thread from calling `\(callback)` while the first is still in it?",
        shows: .threads, tellsCall: false)
    case .miscountedCallback(let callback, let expected, let calls):
      Words(
        "overlappingCallback",
        difference(in: callback, expected, calls),
        "Where is that number worked out, and can another thread come between that and the call?",
        tellsCall: false)
    case .leaksThreads(let call, let calls, let before, let after):
      Words(
        "leaksThreads",
        """
        \(call): done once, that left \(counted(before, "thread")) behind; done \(calls) times, \
        \(after). Nothing is left to do, but they are still there.
        """,
        "What tells each of them that nothing is left to do, and what does it do then?",
        shows: .threads)
    }
  }

  /// What it came back with, as a part of a clause.
  private func result(_ atReturn: AtReturn?) -> String {
    guard let result = atReturn?.result, !result.isEmpty else { return "" }
    return " with \(result)"
  }

  /// How far the work was, as a further clause.
  private func tally(_ atReturn: AtReturn?, _ work: String) -> String {
    guard let atReturn, atReturn.begun > 0 else { return "" }
    return "; of \(counted(atReturn.begun, callsOf: work)) begun \(atReturn.ended) had ended"
  }

  /// What to ask where so many threads weren't joined, though others were.
  private func whatWaits(_ leftOut: Int) -> String {
    switch leftOut {
    case 0: "Which line of the caller waits until the last one has ended?"
    case 1: "What has the caller wait for the end of the one that it didn't join?"
    default: "What has the caller wait for the end of the \(leftOut) that it didn't join?"
    }
  }
}
