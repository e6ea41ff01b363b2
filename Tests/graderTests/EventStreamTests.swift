import Foundation
import Judge
import Testing

@testable import grader

@Suite struct EventStreamTests {
  @Test func `tests come in the order of their source lines, file by file`() {
    let stream = EventStream(
      lines(
        test("c", line: 30), test("z", line: 9, file: "RopesTests/Ropes.swift"),
        test("a", line: 100), test("b", line: 4)),
      contents: { _ in nil })
    #expect(stream.tests.map(\.id) == ["b", "c", "a", "z"])
    #expect(stream.tests.map(\.line) == [4, 30, 100, 9])
  }

  @Test func `a test has the name that it is displayed with`() {
    let stream = EventStream(
      lines(
        test("a", line: 1, displayName: "it pulls"),
        #"{"kind": "test", "payload": {"kind": "function", "id": "b", "name": "pulls()"}}"#,
        #"{"kind": "test", "payload": {"kind": "suite", "id": "s", "name": "RopesTests"}}"#),
      contents: { _ in nil })
    #expect(Set(stream.tests.map(\.name)) == ["it pulls", "pulls()"])
  }

  @Test func `a verdict is read from the file that its test attached`() {
    let failed = verdict("it pulls", .failed, diagnosis: "sequential", message: "one at a time")
    let stream = stream(
      test("a", line: 1), test("b", line: 2), attached("a", "/v/a.json"), ended("a"), ended("b"),
      files: ["/v/a.json": failed])
    #expect(stream.tests.map(\.verdict) == [failed, nil])
    #expect(stream.tests.map(\.hasEnded) == [true, true])
    let planned = verdict("a")
    #expect(stream.verdicts(for: [planned]) == [failed])
  }

  @Test func `an attachment that is no verdict is passed over`() {
    let passed = verdict("it pulls")
    let stream = EventStream(
      lines(
        test("a", line: 1), attached("a", "/v/a.json"), attached("a", "/v/picture.png"),
        attached("a", "/v/gone.json"), #"{"kind": "event", "payload": {"kind": "valueAttached"}}"#,
        ended("a")),
      contents: { path in
        switch path {
        case "/v/a.json": try? passed.attached()
        case "/v/picture.png": Data([1, 2, 3])
        default: nil
        }
      })
    #expect(stream.tests.map(\.verdict) == [passed])
  }

  @Test func `the verdicts come in the plan's order`() {
    let stream = stream(
      test("a", line: 1), test("b", line: 2), attached("b", "/b"), ended("b"),
      attached("a", "/a"), ended("a"), files: ["/a": verdict("a"), "/b": verdict("b")])
    #expect(
      stream.verdicts(for: [verdict("b"), verdict("a")]).map(\.check) == ["b", "a"])
  }

  @Test func `a check without an end is the kit's error, whatever it attached before`() {
    let plan = [verdict("a", points: 3), verdict("b", points: 2)]
    let stream = stream(
      test("a", line: 1), test("b", line: 2), attached("a", "/a"), attached("b", "/b"), ended("b"),
      files: ["/a": plan[0], "/b": plan[1]])
    #expect(!stream.hasEnded)
    let lost = verdict(
      "a", .judgeError, points: 3, message: "The kit's own program ended before this check did.")
    #expect(lost.points == 0)
    #expect(stream.verdicts(for: plan) == [lost, plan[1]])
  }

  @Test func `a check that ended without a verdict is the kit's error, with what it said`() {
    let stream = stream(
      test("a", line: 1),
      #"""
      {"kind": "event", "payload": {"kind": "issueRecorded", "testID": "a",
       "messages": [{"text": "Caught error:", "symbol": "fail"}, {"text": "no gate"}]}}
      """#.replacing("\n", with: ""),
      #"{"kind": "event", "payload": {"kind": "issueRecorded", "testID": "a", "messages": []}}"#,
      ended("a"), files: [:])
    #expect(
      stream.verdicts(for: [verdict("a")]) == [
        verdict(
          "a", .judgeError,
          message: "The kit's own program ended before this check did. "
            + "It said: Caught error: no gate")
      ])
  }

  @Test(arguments: ["testCancelled", "testSkipped"])
  func `a check that was cancelled isn't reached, which is nobody's failure`(kind: String) {
    let stream = stream(
      test("a", line: 1),
      #"{"kind": "event", "payload": {"kind": "\#(kind)", "testID": "a", "#
        + #""messages": [{"text": "no disk", "symbol": "skip"}]}}"#, files: [:])
    let cancelled = verdict(
      "a", .notReached, points: 3,
      message: "This check was cancelled before it had found anything, so it earns nothing. "
        + "It said: no disk")
    #expect(stream.verdicts(for: [verdict("a", points: 3)]) == [cancelled])
    #expect(cancelled.points == 0)
  }

  @Test func `a check of which a case was cancelled has the verdict that it attached, if any`() {
    let cancelled = #"{"kind": "event", "payload": {"kind": "testCaseCancelled", "testID": "a"}}"#
    let found = verdict("a", .notStarted)
    let stream = stream(
      test("a", line: 1), attached("a", "/a"), cancelled, ended("a"), files: ["/a": found])
    #expect(stream.verdicts(for: [verdict("a")]) == [found])
    let silent = self.stream(test("a", line: 1), cancelled, ended("a"), files: [:])
    #expect(silent.verdicts(for: [verdict("a")]).map(\.status) == [.notReached])
    let torn = self.stream(test("a", line: 1), cancelled, files: [:])
    #expect(torn.verdicts(for: [verdict("a")]).map(\.status) == [.judgeError])
  }

  @Test func `an empty attachment is one that is missing`() {
    let stream = EventStream(
      lines(test("a", line: 1), attached("a", "/v/a.json"), ended("a")), contents: { _ in Data() })
    #expect(stream.tests.map(\.verdict) == [nil])
    #expect(stream.tests.map(\.issues) == [[]])
    #expect(stream.verdicts(for: [verdict("a")]).map(\.status) == [.judgeError])
  }

  @Test func `a check that the stream doesn't know is the kit's error`() {
    let stream = stream(
      test("a", line: 1), attached("a", "/a"), ended("a"), attached("b", "/b"), ended("b"),
      files: ["/a": verdict("a"), "/b": verdict("b")])
    #expect(stream.verdicts(for: [verdict("b")]).map(\.status) == [.judgeError])
  }

  @Test func `a torn last line costs nothing but itself`() {
    let files = ["/a": verdict("a"), "/b": verdict("b")]
    let whole = lines(
      test("a", line: 1), test("b", line: 2), attached("a", "/a"), ended("a"),
      attached("b", "/b"), ended("b"))
    for length in 1..<ended("b").count {
      let torn = stream(String(whole.dropLast(length)), files: files)
      let statuses = torn.verdicts(for: [verdict("a"), verdict("b")]).map(\.status)
      #expect(statuses == [.passed, length == 1 ? .passed : .judgeError], "\(length) bytes less")
    }
  }

  @Test func `lines of a kind that is not known are passed over`() {
    let stream = stream(
      #"{"kind": "metadata", "payload": {"version": 9}}"#, "no JSON", "",
      #"{"kind": "event"}"#, test("a", line: 1),
      #"{"kind": "event", "payload": {"kind": "testStarted", "testID": "a"}}"#,
      attached("a", "/a"), ended("a"),
      #"{"kind": "event", "payload": {"kind": "runEnded"}}"#, files: ["/a": verdict("a")])
    #expect(stream.verdicts(for: [verdict("a")]) == [verdict("a")])
    #expect(stream.hasEnded)
  }

  @Test func `without a stream no check is passed`() {
    let stream = EventStream("", contents: { _ in nil })
    #expect(stream.tests.isEmpty)
    #expect(!stream.hasEnded)
    let plan = [verdict("a"), verdict("b", points: 4)]
    let verdicts = stream.verdicts(for: plan)
    #expect(verdicts.map(\.status) == [.judgeError, .judgeError])
    #expect(verdicts.map(\.points) == [0, 0])
    #expect(verdicts.map(\.maxPoints) == [1, 4])
  }

  private func lines(_ lines: String...) -> String { lines.map { $0 + "\n" }.joined() }

  private func stream(_ lines: String..., files: [String: Verdict]) -> EventStream {
    EventStream(lines.joined(separator: "\n")) { path in
      try? files[path]?.attached()
    }
  }

  private func test(
    _ id: String, line: Int, file: String = "RopesTests/Pull.swift", displayName: String? = nil
  ) -> String {
    #"{"kind": "test", "version": "6.3", "payload": {"kind": "function", "id": "\#(id)", "#
      + #""name": "f()", "displayName": "\#(displayName ?? id)", "isParameterized": false, "#
      + #""sourceLocation": {"fileID": "\#(file)", "line": \#(line), "column": 4}}}"#
  }

  private func attached(_ id: String, _ path: String) -> String {
    #"{"kind": "event", "payload": {"kind": "valueAttached", "testID": "\#(id)", "#
      + #""attachment": {"path": "\#(path)"}}}"#
  }

  private func ended(_ id: String) -> String {
    #"{"kind": "event", "payload": {"kind": "testEnded", "testID": "\#(id)"}}"#
  }
}
