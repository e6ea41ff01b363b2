import Testing

#if os(Linux)
  @Suite struct MemoryTests {
    @Test(arguments: [
      "property", "captured", "array", "capturedArray", "element", "dictionary", "lazy",
      "doubleChecked", "readerWithoutLock", "twoLocks", "writesUnderReadLock", "plainFlag",
      "notJoined", "concurrentSync", "perform", "pointer",
    ])
    func `what nothing orders is seen in every run, whatever the order of steps`(
      situation: String
    ) throws {
      let told = try proof("memory", situation, "40")
      #expect(told == "racing 40 first 1 foreign 0 ends [0]\n")
    }

    @Test(arguments: ["onQueues", "sharedQueue"])
    func `what nothing orders on queues is seen where two threads serve them`(
      situation: String
    ) throws {
      #expect(try !proof("memory", situation, "40").contains("racing 0 "))
    }

    @Test func `a relaxed flag orders nothing`() throws {
      let told = try proof("memory", "relaxed", "40")
      #expect(told.contains(" first 1 "), "\(told)")
    }

    @Test(arguments: [
      "placeForEach", "lock", "mutex", "readWriteLock", "spinLock", "semaphore", "condition",
      "releaseAndAcquire", "waitsForAnAtomic", "compareExchangeLoop", "tickets", "once", "later",
      "pipe",
    ])
    func `what a lock, a permit, a wake-up or an atomic value orders is no race`(
      situation: String
    ) throws {
      let told = try proof("ordered", situation, "100")
      #expect(told.hasPrefix("racing 0 ") && told.hasSuffix("ends [0]\n"), "\(told)")
    }

    @Test(arguments: [
      "serialQueue", "emptyTurn", "turnAfterTurn", "barrier", "asyncBarrier", "targets", "group",
      "groupOfThreads", "notice", "workItem", "perform", "operations", "operationsInARow",
    ])
    func `what queues, groups and operations order is no race`(situation: String) throws {
      let told = try proof("ordered", situation, "100")
      #expect(told.hasPrefix("racing 0 "), "\(told)")
    }

    @Test(arguments: [
      "copyOnWrite", "copiedOfOnesOwn", "ends", "memoryUsedAgain", "rawMemoryUsedAgain",
    ])
    func `memory that has another owner now is no race`(situation: String) throws {
      let told = try proof("ordered", situation, "100")
      #expect(told.hasPrefix("racing 0 "), "\(told)")
    }
  }
#endif
