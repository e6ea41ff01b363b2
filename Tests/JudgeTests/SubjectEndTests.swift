import Testing

@testable import Judge

@Suite struct SubjectEndTests {
  @Test(.timeLimit(.minutes(1)))
  func `whoever asks a process that was ended is told so, and doesn't wait`() throws {
    let subject = try Subject(
      executable: SubjectPrograms.program(for: "ProcessPool"), doing: "something")
    subject.end()
    #expect(throws: Subject.Ended.self) { _ = try subject.counted() }
    // What was there by then still is.
    #expect(try subject.wait(for: { $0.isReady }, still: nil) == .reached)
  }
}
