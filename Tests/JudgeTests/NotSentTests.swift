import Foundation
import Testing
import Wire

@testable import Judge

@Suite struct NotSentTests {
  @Test func `a request that can't be written is the kit's fault, not the code's`() throws {
    let subject = try Subject(
      executable: SubjectPrograms.program(for: "ProcessPool"), doing: "something")
    defer { subject.end() }
    let run = subject.run(["number": .double(.nan)])
    #expect(throws: NotSent.self) { try subject.outcome(of: run) }
  }
}
