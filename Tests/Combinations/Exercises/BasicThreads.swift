extension Recipe {
  /// Exercise 01, where a lock is needed only to find out who is the last.
  static let basicThreads: [Recipe] = Maker.allCases.filter(\.givesThreads).flatMap { maker in
    Wait.allCases.filter { $0 != .own || maker.canWait }.flatMap { wait in
      Lock.choices(ifNeeded: wait == .lastSignals).map {
        Recipe(maker: maker, lock: $0, wait: wait)
      }
    }
  }

  var basicThreadsText: String {
    let body =
      ["guard !tasks.isEmpty else { return }"] + sharedLock
      + team("tasks.count", ["tasks[number]()"])
    return file(
      ["/// Runs all tasks at the same time, each on a thread of its own."]
        + body.block("public func runTogether(_ tasks: [@Sendable () -> Void]) throws"))
  }
}
