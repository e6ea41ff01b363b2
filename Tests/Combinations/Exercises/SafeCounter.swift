extension Recipe {
  /// Exercise 02.
  static let safeCounter: [Recipe] = plainCounter.flatMap { plain in
    [plain]
      + Tally.allCases.map {
        var full = plain
        full.tally = $0
        return full
      }
  }

  /// With nothing beside the counter.
  static let plainCounter: [Recipe] = Maker.allCases.filter(\.givesThreads).flatMap { maker in
    let waits = Wait.allCases.filter {
      $0 != .lastSignals && $0 != .lastOfAtomic && ($0 != .own || maker.canWait)
    }
    return waits.flatMap { wait in
      Lock.allCases.map { Recipe(maker: maker, lock: $0, wait: wait) }
    }
  }

  var safeCounterText: String {
    // Else a queue may run on the thread that another one has just left.
    let isGated = maker == .serialQueues
    let gate = isGated ? ["let gate = PosixBarrier(threads)"] : []
    let round = (tally?.begin(fault: fault) ?? []) + addition.block("for _ in 0..<times")
    let body =
      Self.guarding("threads", atLeast: 1) + Self.guarding("times", atLeast: 0) + sharedLock
      + (fault == .twoOrders ? ["let hatch = \(lock?.made ?? "")"] : []) + gate
      + (tally?.setUp ?? []) + team("threads", (isGated ? ["gate.wait()"] : []) + round)
      + (tally?.end ?? [])
    let head = "public func count(into counter: Shared<Int>, threads: Int, times: Int) throws"
    let function = ["/// Counts with several threads into one counter."] + body.block(head)
    return file(
      [function, tally?.declaration ?? []].parted,
      others: isGated ? [.barrier] : [])
  }

  private var addition: Lines {
    let add = ["counter.value += 1"]
    guard let lock else { return add }
    if let tally { return tally.round(add, under: lock, fault: fault) }
    let write = ["counter.value = old + 1"]
    switch fault {
    case .noLock: return add
    case .writeOutside: return lock.value("old", "counter.value") + write
    case .lockedTwice: return lock.value("old", "counter.value") + lock.around(write)
    case .twoOrders:
      return lock.around(lock.around(add, by: "hatch")).block("if number % 2 == 0", end: "} else {")
        + lock.around(lock.around(add), by: "hatch").indented + ["}"]
    case nil, .lockForEach, .noWait, .oneTooFew, .noWake, .unguarded, .readOutside,
      .lockOfItsOwn, .loadThenStore, .relaxed, .plainLook:
      return lock.around(add)
    }
  }
}
