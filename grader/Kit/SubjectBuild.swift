import Foundation
import Judge

/// Builds the subject of one exercise with the compiler directly, against the kit's built parts.
///
/// The student's files become a module that can import the kit's ExerciseKit and nothing else of
/// the kit; then the kit's adapter is compiled against that module, and both are linked. Where the module
/// declares what it should, the adapter has been compiled before; see `PreparedBuild`.
struct SubjectBuild {
  /// The longest that one call of the compiler may take.
  static let timeout = Duration.seconds(120)
  /// What one process of the compiler's may take, in bytes; it takes less than one GiB of ordinary code.
  static let memory = 8 << 30
  /// The longest on a machine so busy that the compiler got less than that of processor time.
  static let timeoutIfStarved = Duration.seconds(1200)

  let kit: Kit
  let exercise: KitExercise
  let files: ExerciseFiles
  /// Where the subject and all that belongs to it goes; it must exist.
  let folder: URL

  enum Outcome: Equatable {
    /// The subject is in the folder.
    case built
    /// The student's code is at fault, as the message says.
    case didNotCompile(String)
  }

  /// Builds the subject.
  ///
  /// - Throws: `GraderError` if the kit is at fault.
  func run() throws -> Outcome {
    if let prepared = PreparedBuild(of: exercise, in: kit), try isDeclaredAsAsked(),
      let outcome = try run(prepared)
    {
      return outcome
    }
    let compiler = try Tool.find("swiftc")
    let module = try compileStudent(compiler)
    if module.isStarved { throw overloaded(exercise.name) }
    if let message = complaint(about: module) { return .didNotCompile(message) }
    let subject = try buildSubject(compiler)
    if subject.status == 0 { return .built }
    // Nothing in it is the student's but what the first call has compiled.
    guard !subject.isTimedOut else { throw overloaded("the kit's part of \(exercise.name)") }
    if CompilerOutput(subject.output).errors.isEmpty {
      return .didNotCompile(
        "It compiles but can't be linked; does it declare something that the kit declares too?\n"
          + shortened(subject.output, to: 800))
    }
    let source = try files.files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return .didNotCompile(try exercise.signature.complaint(about: source.joined(separator: "\n")))
  }

  /// Builds the subject with what was prepared; nil if that doesn't fit this module after all.
  private func run(_ prepared: PreparedBuild) throws -> Outcome? {
    let files = files.files.map(\.path)
    let module = try run(prepared.compile.words(files: files, folder: folder.path))
    if module.isStarved { throw overloaded(exercise.name) }
    if let message = complaint(about: module) { return .didNotCompile(message) }
    let subject = try run(prepared.link.words(files: files, folder: folder.path))
    return subject.status == 0 ? .built : nil
  }

  private func isDeclaredAsAsked() throws -> Bool {
    // Only in the one file: what else belongs to it isn't where the declaration is looked for.
    try exercise.signature.isDeclared(
      in: String(decoding: Data(contentsOf: files.main), as: UTF8.self))
  }

  private func overloaded(_ what: String) -> GraderError {
    GraderError("\(what) didn't compile in the time that it may take; is the machine overloaded?")
  }

  /// Always unoptimised: the optimiser of Swift 6.3.1 breaks code that students write naturally.
  private var language: [String] {
    // With the lines of source, which histories and the sanitizer's reports name; and all in one
    // process, as starting them is half of the time.
    [
      "-swift-version", "6", "-Onone", "-g", "-whole-module-optimization",
      "-no-emit-module-separately-wmo",
      "-Xfrontend", "-disable-autolink-library", "-Xfrontend", Self.fetches,
    ] + sanitizer
  }

  private var sanitizer: [String] { kit.isSanitized ? ["-sanitize=thread"] : [] }

  /// Has the student's code call Control at each access to memory; see `instrumented` in the manifest.
  private var instrumented: [String] {
    #if os(Linux)
      kit.isSanitized
        ? sanitizer
        : [
          "-sanitize=thread", "-Xllvm", "-tsan-instrument-func-entry-exit=false",
          "-Xllvm", "-tsan-instrument-memintrinsics=false",
        ]
    #else
      sanitizer
    #endif
  }

  private func compileStudent(_ compiler: URL) throws -> Tool.Result {
    try run(
      compiler,
      studentsArguments + [
        "-emit-module", "-emit-module-path", path("\(exercise.name).swiftmodule"),
      ])
  }

  private var studentsArguments: [String] {
    language + instrumented + [
      "-parse-as-library", "-module-name", exercise.name, "-I", kit.studentModules.path,
      "-emit-object", "-o", path("student.o"),
    ] + files.files.map(\.path)
  }

  private func complaint(about result: Tool.Result) -> String? {
    if result.isTimedOut {
      return "The compiler was still at it after \(Self.timeout.components.seconds) seconds. "
        + "Split long expressions into parts, and say what type each has."
    }
    guard result.status != 0 else { return nil }
    let output = CompilerOutput(result.output)
    guard !output.errors.isEmpty else { return shortened(result.output, to: 800) }
    return output.message(
      relativeTo: files.main.deletingLastPathComponent(),
      known: CompilerMessages(of: exercise, in: kit))
  }

  /// Compiles the adapter and links it with the student's module and the kit's parts: in one call,
  /// as a compiler that starts is a good part of both.
  private func buildSubject(_ compiler: URL) throws -> Tool.Result {
    try run(
      compiler,
      adaptersArguments + [
        path("student.o"), kit.subjectParts.path, "-o", path(exercise.subject),
      ] + Self.linking)
  }

  private var adaptersArguments: [String] {
    language + [
      "-module-name", exercise.subject, "-I", kit.modules.path, "-I", kit.headers.path,
      "-I", folder.path, exercise.adapter.path,
    ]
  }

  /// Builds the subject of a stand-in, with the adapter apart from it.
  ///
  /// - Parameter adapter: Where the adapter goes.
  /// - Returns: What the driver says of the commands that compile the student's files, and of those that
  ///   link.
  func prepare(adapter: URL) throws -> (compile: String, link: String) {
    let compiler = try Tool.find("swiftc")
    func checked(_ result: Tool.Result) throws -> String {
      guard result.status == 0 else {
        throw GraderError(
          "the kit's part of \(exercise.name) doesn't build:\n\(result.output.suffix(4000))")
      }
      return result.output
    }
    _ = try checked(compileStudent(compiler))
    _ = try checked(
      run(compiler, adaptersArguments + ["-emit-object", "-o", adapter.path]))
    let compile = try checked(run(compiler, studentsArguments + ["-###"]))
    let link = try checked(
      run(
        compiler,
        [
          adapter.path, path("student.o"), kit.subjectParts.path, "-o", path(exercise.subject),
          "-Xclang-linker", "-v",
        ] + Self.linking))
    return (compile, link)
  }

  /// The library of fetches, which is linked only if something of it is called; see the manifest.
  private static let fetches = "FoundationNetworking"

  /// The toolchain's own linker, which takes less time than the system's.
  static var linking: [String] {
    #if os(Linux)
      ["-use-ld=lld", "-Xlinker", "--as-needed", "-Xlinker", "-l\(fetches)"]
    #else
      []
    #endif
  }

  private func run(_ words: [String]) throws -> Tool.Result {
    try run(URL(fileURLWithPath: words.first ?? ""), Array(words.dropFirst()))
  }

  private func run(_ compiler: URL, _ arguments: [String]) throws -> Tool.Result {
    // The compiler leaves a folder where temporary files go: this one goes with the submission's.
    try Tool(
      executable: compiler, arguments: arguments, environment: ["TMPDIR": folder.path],
      directory: folder, timeout: Self.timeout, timeoutIfStarved: Self.timeoutIfStarved
    ).limited(toMemory: Self.memory).run()
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
