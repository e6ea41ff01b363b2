import Foundation
import Judge

/// `try`: builds a program of one's own with ExerciseKit, and becomes that program.
struct TryCommand: Command {
  static let name = "try"
  static let operands = "FILE.swift [OTHER.swift ...] [ARGUMENT ...]"
  static let summary = """
    builds a file of your own with ExerciseKit, as the exercises are built, and runs it:
    with other Swift files, such as an exercise's, and with arguments, if there are any
    """

  let files: [String]
  let arguments: [String]

  init(_ arguments: inout Arguments) throws(UsageError) {
    let operands = try arguments.operands()
    files = operands.filter { $0.hasSuffix(".swift") }
    self.arguments = operands.filter { !$0.hasSuffix(".swift") }
    guard let first = operands.first, first == files.first else {
      throw UsageError("try takes a Swift file to run: grader try FILE.swift")
    }
  }

  /// Builds the program and lets it take this one's place; returns only if it can't be built.
  func run() throws -> Int32 {
    let urls = files.map { URL(fileURLWithPath: $0) }
    if let index = urls.firstIndex(where: { !FileManager.default.fileExists(atPath: $0.path) }) {
      throw UsageError(
        "there is no file '\(files[index])' in \(FileManager.default.currentDirectoryPath)")
    }
    let build = try ScratchBuild()
    let folder = build.products.appendingPathComponent("scratch")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Until the program has taken this one's place, which gives it back: another call builds here too.
    let lock = try LockFile(path: folder.path + ".lock")
    defer { withExtendedLifetime(lock) {} }
    try lock.lock(alone: true)
    let source = String(decoding: try Data(contentsOf: urls[0]), as: UTF8.self)
    let built = try build.run(
      source, called: files[0], with: Array(urls.dropFirst()), in: folder)
    if !built.output.isEmpty { Console.say(built.output) }
    guard built.status == 0 else { return 1 }
    try become(ScratchBuild.program(in: folder))
  }

  /// Has the program take the place of this one, so that the keyboard and the terminal are its own.
  private func become(_ program: URL) throws -> Never {
    // What is ignored stays ignored in the program, and this one ignores them; see Children.
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    let words = ([program.path] + arguments).map { strdup($0) } + [nil]
    execv(program.path, words)
    throw GraderError("\(program.path) can't be started: \(String(cString: strerror(errno)))")
  }
}
