extension Recipe {
  /// Exercise 06, which computes, so that Dispatch's shared pool is right for it as well.
  static let primeFinder: [Recipe] = Maker.allCases.flatMap { maker in
    waits(for: maker).flatMap { wait in
      Share.allCases.flatMap { share in
        Collect.allCases.flatMap { collect in
          // What is dealt out and kept apart needs no lock.
          Lock.choices(ifNeeded: share.isLocked || collect.isLocked).map { lock in
            Recipe(maker: maker, lock: lock, wait: wait, share: share, collect: collect)
          }
        }
      }
    }
  }

  private static func waits(for maker: Maker) -> [Wait] {
    Wait.allCases.filter { wait in
      switch wait {
      case .own: maker.canWait
      // In the shared pool some may begin only when others have ended.
      case .barrier: maker.givesThreads
      case .lastSignals: false
      case .condition, .semaphore, .foundationCondition, .group, .dispatchSemaphore, .lastOfAtomic:
        maker != .concurrentPerform
      }
    }
  }

  var primeFinderText: String {
    guard let share, let collect else { return "" }
    let work =
      [
        "let lower = 2 + chunk * size",
        "let primes = (lower...min(lower + size - 1, limit)).filter(isPrime)",
      ] + collect.stored("primes", at: "chunk", under: lock, fault: fault)
    let body =
      Self.guarding("workers", atLeast: 1)
      + [
        "guard limit >= 2 else { return [] }",
        "// Many more chunks than workers, as the later ones cost more.",
        "let size = max(1, limit / min(workers, limit) / 64)",
        "let chunks = (limit - 2) / size + 1",
        "let team = min(workers, chunks)",
      ] + sharedLock + share.setUp("chunks") + collect.setUp("[Int]", count: "chunks")
      + team("team", share.loop("chunk", of: "chunks", lock: lock, fault: fault, work))
      + ["return \(collect.inOrder(count: "chunks")).flatMap { $0 }"]
    let function =
      [
        "/// Finds every prime up to and including `limit` with a team of `workers`.",
        "public func primes(",
        "  upTo limit: Int,",
        "  workers: Int,",
        "  isPrime: @escaping @Sendable (Int) -> Bool",
      ] + body.block(") throws -> [Int]")
    return file([function, share.declaration, collect.declaration("[Int]")].parted)
  }
}
