import Foundation
import Testing
import Wire

@testable import Judge

struct DiagnosisTests {
  // MARK: Names

  @Test func `work held up by a slow item is called underParallel`() {
    #expect(Diagnosis.heldUp(work: "fetch", asked: 4, stuck: 1, items: 8).name == "underParallel")
  }

  @Test func `a thread for each item is called unbounded`() {
    let diagnosis = Diagnosis.threadEach(work: "fetch", asked: 4, threads: 8, items: 8)
    #expect(diagnosis.name == "unbounded")
  }

  @Test func `too few at once is sequential or underParallel`() {
    #expect(Diagnosis.fewAtOnce(what: "operations", asked: 4, seen: 1).name == "sequential")
    #expect(Diagnosis.fewAtOnce(what: "operations", asked: 4, seen: 2).name == "underParallel")
  }

  @Test(arguments: [
    (Diagnosis.tasksStuck(call: "a", waiting: [], history: .sample), "deadlock"),
    (.misplaced(call: "a", expected: "b", actual: "c", history: .sample), "orderLost"),
    (.overtaken(call: "a", first: "b", second: "c", history: .sample), "orderLost"),
    (.servedOutOfTurn(call: "a", expected: "b", actual: "c"), "orderLost"),
    (.permitGone(call: "a", after: "b", waiting: [], history: .sample), "permitLost"),
    (.turnedAway(call: "a", task: "b", actual: "c", history: .sample), "missedWork"),
    (.goesOn(call: "a", what: "b", history: .sample), "ignoresCancellation"),
    (.threadsForTasks(work: "a", held: 9, threads: 9, fair: 6), "blocksPool"),
  ])
  func `what an order of jobs shows has the name of its mistake`(
    diagnosis: Diagnosis, name: String
  ) {
    #expect(diagnosis.name == name)
  }

  @Test(arguments: Diagnosis.samples)
  func `a lesson tells of any mistake`(diagnosis: Diagnosis) throws {
    let exercises = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Exercises").standardizedFileURL
    let folders = try FileManager.default.contentsOfDirectory(atPath: exercises.path)
    let lessons = try folders.filter { $0.contains("-") }.map {
      try String(contentsOf: exercises.appendingPathComponent("\($0)/README.md"), encoding: .utf8)
    }
    #expect(lessons.contains { $0.contains("\n### \(diagnosis.name)\n") }, "\(diagnosis.name)")
  }

  @Test func `a miscounted callback is called overlappingCallback`() {
    let diagnosis = Diagnosis.miscountedCallback(callback: "progress", expected: [], calls: [])
    #expect(diagnosis.name == "overlappingCallback")
  }

  @Test(arguments: Diagnosis.samples)
  func `any other mistake is called as its case is`(diagnosis: Diagnosis) {
    switch diagnosis {
    case .heldUp, .threadEach, .tooManyThreads, .miscountedCallback, .lostCount, .unguarded,
      .busyMeanwhile, .standstill, .lockKept, .outrun, .workUnderLock, .stuckAfterFailure,
      .livelock, .fewAtOnce, .tasksStuck, .misplaced, .overtaken, .servedOutOfTurn, .permitGone,
      .turnedAway, .goesOn, .threadsForTasks:
      break
    default: #expect(diagnosis.name == diagnosis.caseName)
    }
  }

  // MARK: Evidence

  @Test func `texts are evidence under their labels`() {
    let diagnosis = Diagnosis.orderLost(call: "double([1])", expected: "[2, 4]", actual: "[4, 2]")
    #expect(
      diagnosis.evidence == ["call": "double([1])", "expected": "[2, 4]", "actual": "[4, 2]"])
  }

  @Test func `whole numbers are evidence as numbers`() {
    let diagnosis = Diagnosis.sequential(work: "fetch", asked: 4, seen: 1, threads: 0)
    #expect(diagnosis.evidence == ["work": "fetch", "asked": 4, "seen": 1, "threads": 0])
  }

  @Test func `truth values are evidence as such`() {
    let diagnosis = Diagnosis.closedPipe(doing: "double([1])", isRunning: true)
    #expect(diagnosis.evidence == ["doing": "double([1])", "isRunning": true])
  }

  @Test func `lists are evidence as arrays`() {
    let diagnosis = Diagnosis.lostUpdate(call: "primes(upTo: 9)", count: 2, first: [5, 7])
    #expect(diagnosis.evidence == ["call": "primes(upTo: 9)", "count": 2, "first": [5, 7]])
  }

  @Test func `what was measured is evidence with every round`() {
    let rounds = [Round(before: 1.9, student: 1.25, after: 2)]
    let measured = Measurement(rounds, by: SpeedupRule(workers: 2))
    let evidence = Diagnosis.tooSlow(work: "isPrime", measurement: measured).evidence
    #expect(evidence["work"] == "isPrime")
    #expect(evidence["measurement"]["student"] == .double(1.25))
    #expect(evidence["measurement"]["rounds"].array?.first?["before"] == .double(1.9))
  }

  @Test(arguments: Diagnosis.samples)
  func `each mistake has evidence under labels`(diagnosis: Diagnosis) throws {
    guard case .object(let members) = diagnosis.evidence else {
      Issue.record("\(diagnosis.evidence)")
      return
    }
    #expect(members.count >= 2)
    // An unlabelled part would be called ".0".
    #expect(members.keys.allSatisfy { !$0.hasPrefix(".") })
  }
}
