import Foundation

/// `check`: grades one root, which is a student's own by default.
struct CheckCommand {
  let options: Invocation.CheckOptions

  /// Prints the report, and returns the exit status.
  func run() throws -> Int32 {
    let kit = try Kit()
    let exercises = try kit.exercises(named: options.exercises)
    let root = try kit.submission(options.root)
    try kit.prepare(Console.say)
    let grading = try Grading(
      kit: kit, exercises: exercises, extent: options.isQuick ? .quick : .everything,
      workers: options.workers)
    let counter = Console.Counter(total: exercises.count)
    let results = inParallel(exercises, jobs: 2) { exercise in
      let files = ExerciseFiles(of: exercise, below: root)
      let result = grading.result(of: exercise, files: files)
      counter.tick("\(exercise.name) \(result.status.inWords)")
      return result
    }
    let document = Document(root: root.path, exercises: results)
    switch options.format {
    case .json: print(try JSONReport.text(document), terminator: "")
    case .text:
      print(
        TextReport(document: document, exercises: kit.exercises, hasColour: Console.hasColour)
          .text)
    }
    return document.exitStatus
  }
}

extension Kit {
  /// Where the exercises' files are looked for: the root that was given, or the student's own.
  func submission(_ given: String?) throws(UsageError) -> URL {
    let root = URL(fileURLWithPath: given ?? self.root.appendingPathComponent("Exercises").path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else {
      throw UsageError("--root takes a directory, and '\(root.path)' is none")
    }
    return root
  }
}
