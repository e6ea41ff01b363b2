/// What there was to see when a call had come back.
public struct AtReturn: Sendable, Equatable, Codable {
  /// How many pieces of work had been begun.
  let begun: Int
  /// How many of them had ended.
  let ended: Int
  /// What the call returned, in short; empty if it returns nothing.
  let result: String
  /// The threads and tasks that had been started.
  let teams: [Team]
  /// The line at which the caller last waited for something else than a lock; empty if it isn't known.
  let lastWait: String

  /// Makes one from its parts.
  init(
    begun: Int = 0, ended: Int = 0, result: String = "", teams: [Team] = [], lastWait: String = ""
  ) {
    self.begun = begun
    self.ended = ended
    self.result = result
    self.teams = teams
    self.lastWait = lastWait
  }

  /// Who had been started, and where the caller last waited, as further sentences.
  var whoInWords: String {
    let isJoin = teams.contains { !$0.joinedAt.isEmpty && $0.joinedAt == lastWait }
    return teams.fatesInWords
      + (lastWait.isEmpty || isJoin ? "" : " The caller last waited at \(lastWait).")
  }

  /// How much work there had been, and who had been started, as further sentences.
  ///
  /// - Parameter work: The work.
  func allInWords(of work: String) -> String {
    let back = result.isEmpty ? "came back" : "came back with \(result)"
    guard begun == 0 else {
      let done =
        work == Workforce.gate
        ? "Processes were given \(counted(begun, "line"))"
        : "`\(work)` was called \(times(begun))"
      return " \(done), and the call \(back).\(whoInWords)"
    }
    return teams.isEmpty
      ? " The call \(back), and no thread or task was started at any line of your code."
      : " The call \(back).\(whoInWords)"
  }

  /// How many threads were not joined, where others were.
  var leftOut: Int { teams.filter { $0.joined > 0 }.map(\.unjoined).reduce(0, +) }
}

extension Subject {
  /// What there is to see now that a call has come back.
  ///
  /// - Parameters:
  ///   - gate: Where its work comes to.
  ///   - counted: How much work had been begun and ended, where not all of it comes to the gate.
  public func atReturn(
    of gate: String, counted: (begun: Int, ended: Int)? = nil
  ) -> AtReturn {
    let (begun, ended) = counted ?? (self[gate].arrivals.count, self[gate].ended)
    let last = record.withLock { $0.state.outcomes.max { $0.key < $1.key } }
    let origins = origins()
    return AtReturn(
      begun: begun, ended: ended, result: last?.value.inShort ?? "", teams: origins.teams,
      lastWait: last.flatMap { origins.lastWaits[$0.key] } ?? "")
  }
}
