import Foundation
import Testing
import ThreadActivity

@testable import Judge

@Suite struct DescriptorTests {
  @Test func `a subject has no descriptor of its judge's`() throws {
    // Such as the package manager, a grader or a test leaves open: whatever is started next gets them.
    let left = (0..<20).map { _ in open("/dev/null", O_RDONLY) }
    defer { for descriptor in left { close(descriptor) } }
    let subjects = try (0..<3).map { _ in
      try Subject(executable: SubjectPrograms.program(for: "ProcessPool"), doing: "nothing")
    }
    defer { for subject in subjects { subject.end() } }
    for subject in subjects { #expect(Family.descriptors(of: subject.pid) == 5) }
  }
}
