import Foundation

/// Builds a program of somebody's own with ExerciseKit, as student code is built, but for no judge.
///
/// It takes what was built for the grader itself, so nothing else has to be built first.
struct ScratchBuild {
  /// The longest that the compiler may take.
  static let timeout = Duration.seconds(120)
  /// The longest on a machine so busy that the compiler got less than that of processor time.
  static let timeoutIfStarved = Duration.seconds(1200)

  /// What a program that imports ExerciseKit is linked with.
  private static let parts = ["ExerciseKit", "Interleaving", "ThreadSanitizerSupport"]

  /// Where the package manager puts what it builds.
  let products: URL

  /// Finds what was built with the running program.
  init() throws {
    let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    var folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
    while !Self.hasParts(folder) {
      guard folder.path != "/" else {
        throw GraderError(
          "ExerciseKit isn't built beside \(program.path); call 'swift build' first")
      }
      folder = folder.deletingLastPathComponent()
    }
    products = folder
  }

  private static func hasParts(_ folder: URL) -> Bool {
    let module = folder.appendingPathComponent("Modules/ExerciseKit.swiftmodule")
    return FileManager.default.fileExists(atPath: module.path)
  }

  /// Builds a program and returns what the compiler said; the program is then `folder/program`.
  ///
  /// - Parameters:
  ///   - source: The program's text, which runs from the top.
  ///   - name: What the compiler's messages call it.
  ///   - others: Further files that belong to it.
  ///   - folder: Where the program and all that belongs to it goes; it must exist.
  func run(
    _ source: String, called name: String, with others: [URL] = [], in folder: URL
  ) throws -> Tool.Result {
    // Of several files, only one of this name may have lines that run from the top.
    let main = folder.appendingPathComponent("main.swift")
    try Data(source.utf8).write(to: main)
    let objects = try Self.parts.flatMap { part -> [String] in
      let built = products.appendingPathComponent("\(part).build")
      return try FileManager.default.contentsOfDirectory(atPath: built.path)
        .filter { $0.hasSuffix(".o") }.map { built.appendingPathComponent($0).path }
    }
    let result = try Tool(
      executable: try Tool.find("swiftc"),
      arguments: ["-swift-version", "6", "-Onone", "-g", "-module-name", "Scratch"]
        + ["-I", products.appendingPathComponent("Modules").path, main.path] + others.map(\.path)
        + objects + ["-o", Self.program(in: folder).path] + SubjectBuild.linking,
      environment: ["TMPDIR": folder.path], directory: folder, timeout: Self.timeout,
      timeoutIfStarved: Self.timeoutIfStarved
    ).run()
    return Tool.Result(
      status: result.status, output: result.output.replacing(main.path, with: name),
      isTimedOut: result.isTimedOut, isStarved: result.isStarved)
  }

  /// The program that was built in a folder.
  static func program(in folder: URL) -> URL { folder.appendingPathComponent("program") }
}
