import ExerciseKit
import Foundation
import Judge

/// `measure`: how long each tool takes for each row of the decision table, on this machine.
struct MeasureCommand: Command {
  static let name = "measure"
  static let summary = "measures each tool on each row of the decision table, on this machine"

  init(_ arguments: inout Arguments) throws(UsageError) {
    try arguments.nothing(behind: Self.name)
  }

  /// Prints the table, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    try kit.prepare(Console.say)
    let comparison = Comparison(
      worker: kit.testBundle.deletingLastPathComponent().appendingPathComponent("LineWorker"))
    let display = ProgressDisplay(total: TableRow.all.count)
    let rows = try TableRow.all.map { row in
      display.note(row.name, "is measured")
      defer { display.end(row.name, row.name) }
      return [row.name]
        + (try ExerciseKit.Tool.allCases.map { tool in
          let (time, isPart) = try comparison.seconds(for: row, with: tool)
          return (isPart ? "about " : "") + String(format: "%.3f", time)
        })
    }
    print(Self.table(rows))
    print(
      """

      Seconds on \(Machine.cores) cores. Waiting rows: \(Comparison.threads) threads at most, or \
      \(Comparison.processes) processes; computing rows: as many as cores. "about": computed from \
      a part. A process's start is in its time.
      """)
    return 0
  }

  /// Rows of cells as a Markdown table, with the tools as heading.
  static func table(_ rows: [[String]]) -> String {
    let heading = ["job"] + ExerciseKit.Tool.allCases.map(\.rawValue)
    let all = [heading, heading.map { _ in "---" }] + rows
    return all.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
