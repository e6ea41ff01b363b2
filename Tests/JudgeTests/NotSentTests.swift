import Foundation
import Testing
import Wire

@testable import Judge

@Suite struct NotSentTests {
  @Test func `a request that can't be written is the kit's fault, not the code's`() throws {
    let subject = try Subject(
      executable: SubjectPrograms.program(for: "ProcessPool"), doing: "something")
    defer { subject.end() }
    // Scripts go as JSON, which has no such number.
    #expect(throws: NotSent.self) {
      try subject.shuffle([["number": .double(.nan)]], Wire.Script([]), seeds: [1])
    }
  }
}
