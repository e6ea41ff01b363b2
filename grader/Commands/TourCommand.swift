import Foundation

/// `tour`: shows the module's ideas live, one after the other.
struct TourCommand: Command {
  static let name = "tour"
  static let summary = "shows threads, pools, processes and tasks at work, as lanes over time"

  init(_ arguments: inout Arguments) throws(UsageError) {
    try arguments.nothing(behind: Self.name)
  }

  /// Runs all demonstrations, and returns the exit status.
  func run() throws -> Int32 {
    let exercises = try Kit().exercises
    for (number, demonstration) in Demonstration.all.enumerated() {
      print("\(number + 1). \(demonstration.title)\n")
      let text = try waitFor { try await demonstration.run() }
      print(indented(text))
      let exercise = exercises.first { $0.name == demonstration.exercise }
      print("   Exercise: Exercises/\(exercise?.folder ?? demonstration.exercise)\n")
    }
    return 0
  }
}
