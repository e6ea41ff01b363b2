import Foundation
import Testing

@testable import grader

@Suite struct CalibrationTests {
  private func calibration(
    cores: Int = 2, capacity: [Double], lateness: Double = 0.2
  ) -> Calibration {
    Calibration(
      cores: cores, capacity: capacity, lateness: lateness, thread: 20, task: 0.5, process: 900)
  }

  private func measurable(_ calibration: Calibration) -> [String] {
    calibration.checks.filter { $0.isMeasurable }.map { $0.exercise }
  }

  @Test func `a machine that gives its cores can measure everything`() {
    let checks = calibration(capacity: [1.9, 1.95, 1.8, 1.99]).checks
    #expect(checks.allSatisfy { $0.isMeasurable })
  }

  @Test(arguments: [
    (2, [1.2, 1.1, 1.0, 1.9]), (2, []), (1, [1.0, 1.0]),
  ])
  func `computing can't be measured without cores`(cores: Int, capacity: [Double]) {
    let names = measurable(calibration(cores: cores, capacity: capacity))
    #expect(names == ["URLDownloader", "AsyncDownloader"])
  }

  @Test func `waiting can't be measured where waits end late`() {
    let names = measurable(calibration(capacity: [1.9], lateness: 12))
    #expect(names == ["ProcessPool", "PrimeFinder"])
  }

  @Test func `the text says what the machine gives and what follows`() {
    let text = CalibrationText().text(of: calibration(capacity: [1.2, 1.9, 1.8]))
    #expect(text.hasPrefix("2 cores granted; together they do 1.80 times the work of one"))
    #expect(text.contains("PrimeFinder      can be measured: it computes; in 67% of the rounds"))
    #expect(text.contains("a thread    20.00 microseconds"))
  }

  @Test func `the checks that are told of are the timed ones of the kit`() throws {
    let timed = try Kit().exercises.filter { exercise in
      try text(of: "Tests/\(exercise.suite)/\(exercise.suite).swift")
        .contains(/try await timed(Download)?\(/)
    }
    #expect(
      Set(calibration(capacity: []).checks.map(\.exercise)) == Set(timed.map(\.name)))
  }
}
