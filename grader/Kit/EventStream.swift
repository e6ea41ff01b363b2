import Foundation
import Judge

/// What the testing library wrote of a run, an event a line.
struct EventStream {
  /// One test of a suite, and what is known of it.
  struct Test: Equatable {
    let id: String
    let name: String
    let file: String
    let line: Int
    /// The verdict that it attached.
    var verdict: Verdict?
    /// Whether it came to its end.
    var hasEnded = false
    /// Whether it, or one of its cases, was cancelled or left out.
    var isCancelled = false
    /// What it recorded, for when it has no verdict.
    var issues: [String] = []
  }

  /// The tests in the order of their place in the source.
  let tests: [Test]
  /// Whether the run came to its end.
  let hasEnded: Bool

  /// Reads events; what can't be read is passed over, so that a torn last line costs nothing else.
  ///
  /// - Parameters:
  ///   - lines: The file's text.
  ///   - contents: What is in the attachment at a path.
  init(_ lines: String, contents: (_ path: String) -> Data?) {
    var tests: [String: Test] = [:]
    var hasEnded = false
    for line in lines.split(separator: "\n") {
      guard let record = try? JSONDecoder().decode(Record.self, from: Data(line.utf8)) else {
        continue
      }
      let payload = record.payload
      if record.kind == "test", payload.kind == "function", let id = payload.id {
        tests[id] = Test(
          id: id, name: payload.displayName ?? payload.name ?? id,
          file: payload.sourceLocation?.fileID ?? "", line: payload.sourceLocation?.line ?? 0)
      }
      guard record.kind == "event" else { continue }
      if payload.kind == "runEnded" { hasEnded = true }
      guard let id = payload.testID, tests[id] != nil else { continue }
      switch payload.kind {
      case "testEnded": tests[id]?.hasEnded = true
      case "testCancelled", "testSkipped":
        // It does nothing more, and may have no other end.
        tests[id]?.hasEnded = true
        tests[id]?.isCancelled = true
        tests[id]?.issues += payload.texts
      case "testCaseCancelled":
        tests[id]?.isCancelled = true
        tests[id]?.issues += payload.texts
      case "valueAttached":
        // What couldn't be written is an empty file, without a word: it is as good as missing.
        guard let path = payload.attachment?.path, let bytes = contents(path), !bytes.isEmpty
        else { continue }
        do {
          tests[id]?.verdict = try Verdict(attached: bytes)
        } catch {
          tests[id]?.issues.append("\(path) holds no verdict: \(error)")
        }
      case "issueRecorded":
        tests[id]?.issues += payload.texts
      // Other kinds, of which later versions have more, say nothing of a check's end.
      default: break
      }
    }
    self.tests = tests.values.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    self.hasEnded = hasEnded
  }

  private struct Record: Decodable {
    let kind: String
    let payload: Payload
  }

  private struct Payload: Decodable {
    let kind: String?
    let id: String?
    let name: String?
    let displayName: String?
    let testID: String?
    let sourceLocation: Location?
    let attachment: Attached?
    let messages: [Message]?

    /// What it says, in one text; none if it says nothing.
    var texts: [String] {
      let text = (messages ?? []).map(\.text).joined(separator: " ")
      return text.isEmpty ? [] : [text]
    }
  }

  private struct Location: Decodable {
    let fileID: String
    let line: Int
  }

  private struct Attached: Decodable {
    let path: String?
  }

  private struct Message: Decodable {
    let text: String
  }
}

extension EventStream {
  /// How many of the planned checks have come to their end, and whether the first problem is among them:
  /// a check that failed, with an end to all before it.
  func progress(in plan: [Verdict]) -> (ended: Int, hasFirstProblem: Bool) {
    let byName = Dictionary(tests.map { ($0.name, $0) }) { first, _ in first }
    let known = plan.prefix { byName[$0.check]?.hasEnded == true }
    return (
      tests.count { $0.hasEnded },
      known.contains { byName[$0.check]?.verdict?.status == .failed }
    )
  }

  /// A verdict for each check that was planned, in the plan's order.
  ///
  /// A check without an end in the stream isn't passed, whatever it attached before.
  func verdicts(for plan: [Verdict]) -> [Verdict] {
    let byName = Dictionary(tests.map { ($0.name, $0) }) { first, _ in first }
    return plan.map { planned in
      let test = byName[planned.check]
      if let test, test.hasEnded, let verdict = test.verdict { return verdict }
      let isCancelled = test.map { $0.hasEnded && $0.isCancelled } ?? false
      let issues = test?.issues.joined(separator: "; ") ?? ""
      return Verdict(
        check: planned.check, status: isCancelled ? .notReached : .judgeError,
        maxPoints: planned.maxPoints,
        message: (isCancelled
          ? "This check was cancelled before it had found anything, so it earns nothing."
          : "The kit's own program ended before this check did.")
          + (issues.isEmpty ? "" : " It said: \(issues)"))
    }
  }
}
