import Foundation
import Testing

#if os(Linux)
  @Suite struct ControlTests {
    // MARK: Controlled runs

    @Test(arguments: [
      "pthreads", "threadsAndCondition", "threadsAndGroup", "threadsAndSemaphore", "queues",
      "sharedQueue", "perform", "operations",
    ])
    func `whatever makes the threads, all locks are seen, and what no lock lockset is lost`(
      maker: String
    ) throws {
      for adder in locks {
        let told = try proof("add", maker, adder, "40")
        #expect(told.hasPrefix("ends [40, 0, 0, 0, 0, 0] wrong 0 foreign 0"), "\(adder): \(told)")
      }
      for adder in ["none", "lockTwice", "mutexTwice", "queueTwice"] {
        let told = try proof("add", maker, adder, "40")
        #expect(told.hasPrefix("ends [40, 0, 0, 0, 0, 0]"), "\(adder): \(told)")
        #expect(!told.contains("wrong 0 "), "\(adder): \(told)")
      }
    }

    @Test(arguments: [
      "later", "opposite", "looksAndYields", "looksAndSleeps", "cancelled", "exits",
      "unlocksWhatIsOpen", "limits", "barrier", "values",
    ])
    func `what is all seen ends as it should, in no time`(situation: String) throws {
      let runs = situation == "opposite" ? "1" : "20"
      let told = try proof("in", situation, runs)
      #expect(told.hasPrefix("ends [\(runs), 0, 0, 0, 0, 0] wrong 0 foreign 0"), "\(told)")
    }

    @Test(arguments: ["source", "pipe", "spins"])
    func `what comes from outside is waited for, and said to`(situation: String) throws {
      let told = try proof("in", situation, "5")
      #expect(told.hasPrefix("ends [5, 0, 0, 0, 0, 0] wrong 0"), "\(told)")
    }

    @Test func `two locks in two orders meet sooner or later`() throws {
      let told = try proof("in", "opposite", "200")
      #expect(told.contains(", 0, 1, 0, 0, 0] wrong 1 foreign 0"), "\(told)")
    }

    @Test(arguments: [
      ("lockTwice", "ends [0, 0, 1, 0, 0, 0] wrong 1 foreign 0"),
      ("readsForEver", "ends [0, 0, 1, 0, 0, 0] wrong 1 foreign 1"),
      ("tooMany", "ends [0, 0, 0, 0, 0, 1] wrong 1 foreign 0"),
      ("leavesOne", "ends [0, 1, 0, 0, 0, 0] wrong 0 foreign 0"),
      // Foundation's thread that waits for processes.
      ("forks", "ends [0, 1, 0, 0, 0, 0] wrong 0 foreign 1"),
    ])
    func `what never ends has an end of its own kind`(situation: String, end: String) throws {
      let told = try proof("in", situation, "1")
      #expect(told.hasPrefix(end), "\(told)")
    }

    @Test(arguments: ["readsAndWritesAGlobalAtomic", "readsAndWritesAPair"])
    func `to read an atomic value and then to write it loses what comes between`(
      situation: String
    ) throws {
      let told = try proof("in", situation, "200")
      #expect(told.hasPrefix("ends [200, 0, 0, 0, 0, 0]") && !told.contains("wrong 0 "), "\(told)")
    }

    @Test func `to compare and exchange a pair of words loses nothing`() throws {
      let told = try proof("in", "exchangesAPair", "200")
      #expect(told.hasPrefix("ends [200, 0, 0, 0, 0, 0] wrong 0 foreign 0"), "\(told)")
    }

    // MARK: Who goes

    @Test func `a thread goes on as long as it can`() throws {
      #expect(try proof("order", "twoAdd", "plain") == "0 0 1 1 1 2 2 2 0 0\n")
    }

    @Test func `given choices come first`() throws {
      let order = try proof("order", "twoAdd", "choices=0,0,2,1,2")
      #expect(order == "0 0 2 1 2 2 1 1 0 0\n")
    }

    @Test func `a choice that isn't possible is a divergence`() throws {
      #expect(try proof("order", "twoAdd", "choices=5").hasSuffix(" diverged\n"))
    }

    @Test func `a held thread goes only when no other can`() throws {
      #expect(try proof("order", "twoAdd", "held=1") == "0 0 2 2 2 1 1 1 0 0\n")
    }

    @Test func `the same seed gives the same order and another seed another`() throws {
      let orders = try (1...8).map { try proof("order", "twoAdd", "seed=\($0)") }
      #expect(try orders == (1...8).map { try proof("order", "twoAdd", "seed=\($0)") })
      #expect(Set(orders).count > 2)
    }

    @Test func `a thread that never stops gives up its turn`() throws {
      let order = try proof("order", "oneAddsForLong", "plain").split(separator: " ")
      #expect(order.dropFirst(2).prefix(200).allSatisfy { $0 == "1" })
      #expect(order[202] == "2")
    }

    @Test func `a sleeper is woken only by a given choice`() throws {
      // Spawn, lock, sleep; then the other.
      #expect(try proof("order", "sleepsUntilWoken", "plain") == "0 0 0 1 1 1 1 0 0 0\n")
      let woken = try proof("order", "sleepsUntilWoken", "choices=0,0,0,0")
      #expect(woken == "0 0 0 0 0 0 1 1 1 1 0\n")
    }

    // MARK: Watched runs

    @Test func `a thread that waits for itself is told at once, with what it holds`() throws {
      let told = try proof("still", "lockTwice")
      #expect(told == "still quickly true\nthread lock holds 1 known true limit false\n")
    }

    @Test func `threads of Dispatch's that wait for each other are told as well`() throws {
      let told = try proof("still", "waitsForAQueue")
      #expect(told.hasPrefix("still quickly true\n"), "\(told)")
    }

    @Test func `what ends is never still`() throws {
      #expect(try proof("still", "barrier").hasPrefix("ended\n"))
    }

    @Test(arguments: [
      "readsForEver", "forksAndWaits", "alarm", "listens", "sleepsLong", "taskSleeps", "muchLater",
      "timer",
    ])
    func `what may be woken from outside is never still`(situation: String) throws {
      #expect(try proof("still", situation) == "never still\n")
    }

    @Test func `what Dispatch keeps for later is nobody's`() throws {
      #expect(try proof("still", "queueHasEnded").hasPrefix("still quickly true\n"))
    }

    @Test(arguments: ["tasksWait", "laterIsOver", "timerIsCancelled"])
    func `a timer that is over, and Dispatch's own, wake nobody`(situation: String) throws {
      #expect(try proof("still", situation).hasPrefix("still quickly true\n"))
    }

    @Test func `a program without threads of the student's is still`() throws {
      #expect(try proof("still", "nothing").hasSuffix("still quickly true\n"))
    }

    @Test func `it is known where threads and tasks were started, and what became of them`() throws
    {
      let told = try proof("starts").split(separator: "\n")
      #expect(told.contains("threads 3 joined 2 of 3 ended true known true true"), "\(told)")
      #expect(told.contains("tasks 1 joined 0 of 0 ended false known true false"), "\(told)")
    }

    @Test func `a thread too many is told of before the system has none left`() throws {
      #expect(try proof("limit").hasPrefix("crowded at 5"))
    }
  }

  private let locks = [
    "lock", "recursiveLock", "condition", "mutex", "mutexTried", "semaphore", "queue", "barrier",
    "writeLock", "posixSemaphore",
  ]

  /// What the program prints that is beside the tests.
  func proof(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appendingPathComponent("ControlProof")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }
#endif
