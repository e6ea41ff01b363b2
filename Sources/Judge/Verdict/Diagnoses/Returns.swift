extension Diagnosis {
  /// What is still to come when a call returns, and what it calls back.
  public enum Returns: DiagnosisFamily {
    /// The function came back while `item` was still being worked on; so often before, with another
    /// item, it didn't.
    case returnsEarly(call: String, work: String, item: String, waitedBefore: Int = 0)
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
    case .returnsEarly(let call, let work, let item, let waitedBefore):
      Words(
        "returnsEarly",
        """
        \(call): the call came back although a \(Judge.call(of: work)), on "\(item)", had not ended. The \
        judge lets that one wait, to see whether the caller waits for it.\
        \(waited(before: waitedBefore))
        """,
        "Which line of the caller waits until the last one has ended?",
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
}
