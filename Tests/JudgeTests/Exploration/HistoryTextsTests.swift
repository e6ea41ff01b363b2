import Foundation
import Interleaving
import Testing
import Wire

@testable import Judge

/// What histories of many kinds look like, and what is said of them, as written down in a file.
struct HistoryTextsTests {
  /// The file; with `REWRITE_GOLDEN` in the environment it is written anew.
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Texts/histories.txt").standardizedFileURL

  @Test func `every history reads as it is written down`() throws {
    let stories = try (Story.all.map { try $0.text() } + Story.ofTasks()).joined(separator: "\n")
    if ProcessInfo.processInfo.environment["REWRITE_GOLDEN"] != nil {
      try stories.write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let told = stories.components(separatedBy: "\n")
    let known = try String(contentsOf: Self.file, encoding: .utf8).components(separatedBy: "\n")
    for (number, (line, was)) in zip(told, known).enumerated() {
      #expect(line == was, "line \(number + 1)")
    }
    #expect(told.count == known.count)
  }
}

/// A run, the code that it came from, and what is wrong with it.
struct Story {
  let name: String
  let trace: Trace
  /// The lines by which the objects were made, by the objects' numbers.
  var made: [Int: String] = [:]
  /// A line of the code that makes nothing.
  var code = ""
  var diagnosis: (ControlledRun) -> ((History) -> Diagnosis)? = {
    $0.fault(in: "run()", values: 0) ?? $0.unguarded(in: "run()")
  }

  /// The table, what is said of it, and how a report carries it.
  func text() throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "\(UUID())").appending(path: "Pool.swift")
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let numbers = made.keys.sorted()
    let source = ["// A pool.", code] + numbers.map { made[$0] ?? "" } + ["work()"]
    try source.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    // The calls are the lines' numbers; of what the judge gave, there is no line in the file.
    let lines = (1...source.count).map { SourceLine(file: file.path, line: $0) }
    var calls = Dictionary(uniqueKeysWithValues: lines.map { ($0.line, $0) })
    calls[0] = SourceLine(file: "/kit/Sources/Subject/Serve.swift", line: 9)
    var trace = trace
    for (place, number) in numbers.enumerated() {
      trace.makings[number] = made[number] == "" ? [0] : [0, place + 3]
    }
    let run = ControlledRun(trace: trace, outcome: nil)
    let history = History(trace, schedules: 7, token: "dG9rZW4=", lines: calls)
    return try Self.text(name, diagnosis(run)?(history), history)
      + "ending: \(run.story(of: file).components(separatedBy: "\n\n").last ?? "")\n"
  }

  /// The same of any history.
  static func text(_ name: String, _ diagnosis: Diagnosis?, _ plain: History) throws -> String {
    let words = diagnosis?.words
    var history = plain
    if case .history(let shown)? = words?.shown { history = shown }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return """
      == \(name)
      \(history.text)

      marks: \(history.marks.map(history.name).joined(separator: ", "))
      seen: \(words?.seen ?? "-")
      question: \(words?.question ?? "-")
      evidence: \(String(decoding: try encoder.encode(diagnosis?.encoded().evidence ?? .null), as: UTF8.self))

      """
  }

  /// A run of a script; a step may have a value or an item, and every one is at the code's last line.
  init(
    _ name: String, _ threads: [[Step]], _ choices: [Int] = [], values: [Int: String] = [:],
    permits: [Int: Int] = [:], made: [Int: String] = [:], code: String = "", returnsAt: Int? = nil,
    diagnosis: ((ControlledRun) -> ((History) -> Diagnosis)?)? = nil
  ) {
    self.name = name
    self.made = made
    self.code = code
    var trace = Script(threads: threads, permits: permits).run(SchedulingStrategy(choices: choices))
    trace.stepsAtReturn = returnsAt
    trace.details = trace.entries.indices.map { index in
      var detail = Trace.Detail()
      detail.value = values[index] ?? ""
      detail.calls = [0] + (made.isEmpty ? [] : [3 + made.count - index % 2])
      return detail
    }
    self.trace = trace
    if let diagnosis { self.diagnosis = diagnosis }
  }
}
