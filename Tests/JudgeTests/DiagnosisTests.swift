import Foundation
import Testing
import Wire

@testable import Judge

struct DiagnosisTests {
  // MARK: Names

  @Test func `work held up by a slow item is called underParallel`() {
    #expect(
      Diagnosis.crowds(.heldUp(work: "fetch", asked: 4, stuck: 1, items: 8)).name == "underParallel"
    )
  }

  @Test func `a thread for each item is called unbounded`() {
    let diagnosis = Diagnosis.excess(.threadEach(work: "fetch", asked: 4, threads: 8, items: 8))
    #expect(diagnosis.name == "unbounded")
  }

  @Test func `too few at once is sequential or underParallel`() {
    #expect(Diagnosis.tasks(.fewAtOnce(what: "operations", asked: 4, seen: 1)).name == "sequential")
    #expect(
      Diagnosis.tasks(.fewAtOnce(what: "operations", asked: 4, seen: 2)).name == "underParallel")
  }

  @Test(arguments: [
    (Diagnosis.jobOrders(.tasksStuck(call: "a", waiting: [], history: .sample)), "deadlock"),
    (.jobOrders(.misplaced(call: "a", expected: "b", actual: "c", history: .sample)), "orderLost"),
    (.jobOrders(.overtaken(call: "a", first: "b", second: "c", history: .sample)), "orderLost"),
    (.tasks(.servedOutOfTurn(call: "a", expected: "b", actual: "c")), "orderLost"),
    (.jobOrders(.permitGone(call: "a", after: "b", waiting: [], history: .sample)), "permitLost"),
    (.jobOrders(.turnedAway(call: "a", task: "b", actual: "c", history: .sample)), "missedWork"),
    (.jobOrders(.goesOn(call: "a", what: "b", history: .sample)), "ignoresCancellation"),
    (.tasks(.threadsForTasks(work: "a", held: 9, threads: 9, fair: 6)), "blocksPool"),
  ])
  func `what an order of jobs shows has the name of its mistake`(
    diagnosis: Diagnosis, name: String
  ) {
    #expect(diagnosis.name == name)
  }

  @Test func `each mistake has a sample, and a lesson tells of it`() throws {
    let lessons = try Self.files(in: "Exercises", "README.md").joined()
    let cases = try Self.files(in: "Sources/Judge/Verdict/Diagnoses", "").joined()
      .matches(of: /\n *(?:indirect )?case (\w+)\(/).map { String($0.1) }
    #expect(cases.count == Diagnosis.samples.count)
    for name in cases {
      let sample = Diagnosis.samples.first { $0.caseName == name }
      guard let sample else {
        Issue.record("\(name) has no sample in DiagnosisSamples.swift")
        continue
      }
      let heading = "### \(sample.name)"
      let isTold = lessons.contains("\n\(heading)\n")
      #expect(isTold, "\(name): no lesson has the heading \(heading)")
    }
  }

  /// The texts of what lies in a folder of the package, or in the folders there under this name.
  private static func files(in folder: String, _ name: String) throws -> [String] {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../..").standardizedFileURL
    let url = package.appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path)
      .map { url.appendingPathComponent($0).appendingPathComponent(name) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test func `a miscounted callback is called overlappingCallback`() {
    let diagnosis = Diagnosis.returns(
      .miscountedCallback(callback: "progress", expected: [], calls: []))
    #expect(diagnosis.name == "overlappingCallback")
  }

  // MARK: Evidence

  @Test func `texts are evidence under their labels`() throws {
    let diagnosis = Diagnosis.results(
      .wrongResult(call: "double([1])", expected: "[2, 4]", actual: "[4, 2]"))
    #expect(
      try diagnosis.encoded().evidence == [
        "call": "double([1])", "expected": "[2, 4]", "actual": "[4, 2]",
      ])
  }

  @Test func `whole numbers are evidence as numbers`() throws {
    let diagnosis = Diagnosis.crowds(.sequential(work: "fetch", asked: 4, seen: 1, threads: 0))
    #expect(
      try diagnosis.encoded().evidence == [
        "work": "fetch", "asked": 4, "seen": 1, "threads": 0, "teams": .array([]),
      ])
  }

  @Test func `truth values are evidence as such`() throws {
    let diagnosis = Diagnosis.ends(.closedPipe(doing: "double([1])", isRunning: true))
    #expect(
      try diagnosis.encoded().evidence == [
        "doing": "double([1])", "isRunning": true, "descriptor": -1, "place": "",
      ])
  }

  @Test func `lists are evidence as arrays`() throws {
    let diagnosis = Diagnosis.results(
      .lostUpdate(call: "primes(upTo: 9)", count: 2, first: [5, 7]))
    #expect(
      try diagnosis.encoded().evidence == ["call": "primes(upTo: 9)", "count": 2, "first": [5, 7]])
  }

  @Test func `what was measured is evidence with every round`() throws {
    let rounds = [Round(before: 1.9, student: 1.25, after: 2)]
    let measured = Measurement(rounds, by: SpeedupRule(workers: 2))
    let diagnosis = Diagnosis.waiting(.tooSlow(work: "isPrime", measurement: measured))
    let evidence = try diagnosis.encoded().evidence
    #expect(evidence["work"] == "isPrime")
    #expect(evidence["measurement"]["student"] == .double(1.25))
    #expect(evidence["measurement"]["rounds"].array?.first?["before"] == .double(1.9))
  }

  @Test(arguments: Diagnosis.samples)
  func `each mistake has evidence under labels`(diagnosis: Diagnosis) throws {
    guard case .object(let members) = try diagnosis.encoded().evidence else {
      Issue.record("\(diagnosis)")
      return
    }
    #expect(members.count >= 2)
    // An unlabelled part would be called "_0".
    #expect(members.keys.allSatisfy { !$0.hasPrefix("_") })
  }

  @Test(arguments: Diagnosis.samples)
  func `a mistake comes back as it was from where it is attached`(diagnosis: Diagnosis) throws {
    let bytes = try JSONEncoder().encode(diagnosis)
    #expect(try JSONDecoder().decode(Diagnosis.self, from: bytes) == diagnosis)
  }

  @Test func `what no JSON can hold is an error, not evidence left out`() {
    let rounds = [Round(before: 1.9, student: .infinity, after: 2)]
    let diagnosis = Diagnosis.waiting(
      .tooSlow(work: "f", measurement: Measurement(rounds, by: SpeedupRule(workers: 2))))
    #expect(throws: EncodingError.self) { try diagnosis.encoded() }
  }
}
