import Testing

@testable import Checks

struct LessonTests {
  @Test func `a message leads to the exercise's own lesson`() {
    let lesson = Exercise(name: "ToolChooser").lesson(on: "deadlock")
    #expect(lesson == "Exercises/10-ToolChooser/README.md")
  }

  @Test func `what the own lesson doesn't tell is read in the first that does`() {
    let lesson = Exercise(name: "ToolChooser").lesson(on: "lockLeft")
    #expect(lesson == "Exercises/01-BasicThreads/README.md")
  }
}
