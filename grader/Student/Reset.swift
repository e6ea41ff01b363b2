import Foundation

/// An exercise on its way back to its stub.
struct Reset {
  /// Where the stubs are kept as they were handed out.
  static let stubs = "Tests/Stubs"

  let exercise: KitExercise
  private let root: URL
  private let stub: Data
  /// The student's files.
  private let files: [URL]
  /// Where these are kept, seen from the kit's folder.
  private let copies: String

  /// Prepares to reset an exercise in the student's own folder.
  ///
  /// - Throws: `GraderError` if the kit has no stub to put back.
  init(of exercise: KitExercise, in kit: Kit, at date: Date = .now) throws {
    self.exercise = exercise
    root = kit.root
    let path = "\(Self.stubs)/\(exercise.name).swift"
    guard let stub = FileManager.default.contents(atPath: root.appendingPathComponent(path).path)
    else { throw GraderError("the kit has lost \(path), the stub that reset puts back") }
    self.stub = stub
    let exercises = root.appendingPathComponent("Exercises")
    files = try ExerciseFiles(of: exercise, below: exercises)?.files ?? []
    let time = Int(date.timeIntervalSince1970)
    copies = "\(ProgressFile.folder)/kept/\(exercise.name)-\(time)"
  }

  /// Whether there is nothing to reset.
  var isAsHandedOut: Bool {
    files.count == 1 && FileManager.default.contents(atPath: files[0].path) == stub
  }

  var question: String {
    files.isEmpty
      ? "There is no file \(exercise.name).swift. Put the stub back?"
      : "Put the stub of \(exercise.name) back? A copy of \(names) is kept in \(copies)."
  }

  var answer: String {
    (files.isEmpty ? "" : "What was there is in \(copies). ")
      + "\(exercise.stub) is a stub again."
  }

  private var names: String { inARow(files.map(\.lastPathComponent), "and") }

  /// Copies what is there, and then puts the stub in its place.
  ///
  /// - Throws: An error of the file system; the student's files are untouched unless all are copied.
  func run() throws {
    let manager = FileManager.default
    let folder = root.appendingPathComponent(copies)
    if !files.isEmpty {
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    for file in files {
      try manager.copyItem(at: file, to: folder.appendingPathComponent(file.lastPathComponent))
    }
    let stubFile = root.appendingPathComponent(exercise.stub)
    try manager.createDirectory(
      at: stubFile.deletingLastPathComponent(), withIntermediateDirectories: true)
    try stub.write(to: stubFile, options: .atomic)
    // What lay beside it would be compiled with the stub.
    for file in files where file.standardizedFileURL.path != stubFile.standardizedFileURL.path {
      try manager.removeItem(at: file)
    }
  }
}

extension Progress {
  /// Forgets all that is remembered of an exercise.
  mutating func forget(_ exercise: String) {
    (verdicts[exercise], hints[exercise], orders[exercise]) = (nil, nil, nil)
  }
}
