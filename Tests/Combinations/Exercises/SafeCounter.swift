extension Recipe {
  /// Exercise 02.
  static let safeCounter: [Recipe] = Maker.allCases.filter(\.givesThreads).flatMap { maker in
    Wait.allCases.filter { $0 != .lastSignals && ($0 != .own || maker.canWait) }.flatMap { wait in
      Lock.allCases.map { Recipe(maker: maker, lock: $0, wait: wait) }
    }
  }

  var safeCounterText: String {
    // Else a queue may run on the thread that another one has just left.
    let isGated = maker == .serialQueues
    let gate = isGated ? ["let gate = PosixBarrier(threads)"] : []
    let round = addition.block("for _ in 0..<times")
    let body =
      Self.guarding("threads", atLeast: 1) + Self.guarding("times", atLeast: 0) + sharedLock
      + (fault == .twoOrders ? ["let hatch = \(lock?.made ?? "")"] : []) + gate
      + team("threads", (isGated ? ["gate.wait()"] : []) + round)
    let head = "public func count(into counter: Shared<Int>, threads: Int, times: Int) throws"
    return file(
      ["/// Counts with several threads into one counter."] + body.block(head),
      others: isGated ? [.barrier] : [])
  }

  private var addition: Lines {
    let add = ["counter.value += 1"]
    guard let lock else { return add }
    let write = ["counter.value = old + 1"]
    switch fault {
    case .noLock: return add
    case .writeOutside: return lock.value("old", "counter.value") + write
    case .lockedTwice: return lock.value("old", "counter.value") + lock.around(write)
    case .twoOrders:
      return lock.around(lock.around(add, by: "hatch")).block("if number % 2 == 0", end: "} else {")
        + lock.around(lock.around(add), by: "hatch").indented + ["}"]
    case nil, .lockForEach, .noWait, .oneTooFew, .noWake: return lock.around(add)
    }
  }
}
