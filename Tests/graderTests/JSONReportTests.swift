import Foundation
import Judge
import Testing

@testable import grader

@Suite struct JSONReportTests {
  @Test func `a document comes back from its JSON as it was`() throws {
    var document = Self.document
    document.fingerprint = "abc"
    let text = try JSONReport().text(of: document)
    #expect(try JSONDecoder().decode(Document.self, from: Data(text.utf8)) == document)
    #expect(try JSONReport().text(of: document) == text)
  }

  @Test func `the document has the members that other programs rely on`() throws {
    let top = try members(of: Self.document)
    #expect(Set(top.keys) == ["version", "kit", "machine", "root", "exercises"])
    #expect(top["version"] as? Int == 1)
    #expect(top["kit"] as? String == Document.kit)
    #expect(top["root"] as? String == "/class/ada lovelace")
    let machine = try #require(top["machine"] as? [String: Any])
    #expect(machine["cores"] as? Int == 2)
    #expect((top["exercises"] as? [Any])?.count == 2)
  }

  @Test func `an exercise has its status in one word, its points and its checks`() throws {
    let exercises = try exercises()
    let keys: Set = ["name", "status", "points", "maxPoints", "checks"]
    #expect(Set(exercises[0].keys) == keys)
    #expect(exercises[0]["name"] as? String == "Ropes")
    #expect(exercises[0]["status"] as? String == "failed")
    #expect(exercises[0]["points"] as? Int == 3)
    #expect(exercises[0]["maxPoints"] as? Int == 5)
    #expect(Set(exercises[1].keys) == keys.union(["message"]))
    #expect(exercises[1]["status"] as? String == "didNotCompile")
    #expect(exercises[1]["message"] as? String == "Mills.swift:1:1: no")
  }

  @Test func `a check that failed has its diagnosis, its message and its evidence`() throws {
    let checks = try #require(exercises()[0]["checks"] as? [[String: Any]])
    let failed = checks[1]
    #expect(failed["status"] as? String == "failed")
    #expect(failed["points"] as? Int == 0)
    #expect(failed["maxPoints"] as? Int == 2)
    #expect(failed["diagnosis"] as? String == "unbounded")
    #expect(failed["message"] as? String == "too many")
    #expect(failed["seconds"] as? Double == 0.25)
    let evidence = try #require(failed["evidence"] as? [String: Any])
    #expect(evidence["work"] as? String == "pull")
    #expect(evidence["asked"] as? Int == 4)
    #expect(evidence["seen"] as? Int == 9)
    #expect(Set(checks[0].keys).isDisjoint(with: ["diagnosis", "message", "evidence"]))
  }

  @Test func `the text is laid out in lines, in a fixed order, and ends with one`() throws {
    #expect(
      try JSONReport().text(of: ["b": ["/x/y"], "a": []]) == """
        {
          "a" : [

          ],
          "b" : [
            "/x/y"
          ]
        }

        """)
  }

  private static let document: Document = {
    var failed = verdict(
      "it holds", .failed, points: 2, diagnosis: "unbounded", message: "too many",
      evidence: ["work": "pull", "asked": 4, "seen": 9], printed: "rope 1\n")
    failed.seconds = 0.25
    return Document(
      machine: MachineFacts(cores: 2, system: "Linux"), root: "/class/ada lovelace",
      exercises: [
        ExerciseResult(name: "Ropes", checks: [verdict("it pulls", points: 3), failed]),
        ExerciseResult(
          name: "Mills", status: .didNotCompile, plan: [verdict("it turns")],
          message: "Mills.swift:1:1: no"),
      ])
  }()

  private func exercises() throws -> [[String: Any]] {
    try #require(members(of: Self.document)["exercises"] as? [[String: Any]])
  }

  private func members(of document: Document) throws -> [String: Any] {
    let text = try JSONReport().text(of: document)
    return try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}
