import Foundation
import Judge

/// Builds the subject of one exercise with the compiler directly, against the kit's built parts.
///
/// The student's files become a module that can import the kit's ExerciseKit and nothing else of
/// the kit; then the kit's adapter is compiled against that module, and both are linked. Where the module
/// declares what it should, the adapter has been compiled before; see `PreparedBuild`.
struct SubjectBuild {
  let kit: Kit
  let exercise: KitExercise
  let files: ExerciseFiles
  let folder: URL
  /// Whether what was prepared is used where it can be.
  var isPrepared = true
  private let calls: CompilerCalls
  private let limits: CompilerCalls.Limits
  private let compiler: URL

  enum Outcome: Equatable {
    /// The subject is in the folder.
    case built
    /// The student's code is at fault, as the message says.
    case didNotCompile(String)
  }

  /// Prepares to build.
  ///
  /// - Parameters:
  ///   - folder: Where the subject and all that belongs to it goes; it must exist.
  ///   - sandbox: The sandbox that the compiler runs in; nil for none.
  ///   - compiler: A program in the compiler's place; nil for the toolchain's.
  init(
    kit: Kit, exercise: KitExercise, files: ExerciseFiles, folder: URL, sandbox: Sandbox? = nil,
    compiler: URL? = nil, limits: CompilerCalls.Limits = CompilerCalls.Limits()
  ) throws {
    (self.kit, self.exercise, self.files, self.folder) = (kit, exercise, files, folder)
    self.limits = limits
    calls = try CompilerCalls(
      in: sandbox, sources: files.files, folder: folder, modules: kit.moduleCache, limits: limits)
    self.compiler =
      try compiler ?? sandbox?.toolchain.appendingPathComponent("bin/swiftc") ?? Tool.find("swiftc")
  }

  /// Builds the subject.
  ///
  /// - Throws: `GraderError` if the kit is at fault.
  func run() throws -> Outcome {
    let outcome = try outcome()
    guard outcome == .built else { return outcome }
    // Whoever starts it must not be led to another file.
    let type = try FileManager.default.attributesOfItem(atPath: path(exercise.subject))[.type]
    guard type as? FileAttributeType == .typeRegular else {
      throw GraderError("the compiler has made no program of \(exercise.name)")
    }
    return .built
  }

  private func outcome() throws -> Outcome {
    if isPrepared, let prepared = PreparedBuild(of: exercise, in: kit), try isDeclaredAsAsked(),
      let outcome = try run(prepared)
    {
      return outcome
    }
    let module = try compileStudent()
    if module.isStarved { throw overloaded(exercise.name) }
    if let message = complaint(about: module) { return .didNotCompile(message) }
    let subject = try buildSubject()
    if subject.status == 0 { return .built }
    // Nothing in it is the student's but what the first call has compiled.
    if let taken = tooMuch(of: subject) {
      throw GraderError("the compiler \(taken) on the kit's part of \(exercise.name)")
    }
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
    let module = try run(
      prepared.compile.words(files: files, folder: folder.path), seeing: [kit.studentModules])
    if module.isStarved { throw overloaded(exercise.name) }
    if let message = complaint(about: module) { return .didNotCompile(message) }
    let subject = try run(
      prepared.link.words(files: files, folder: folder.path),
      seeing: [PreparedBuild.folder(of: kit), kit.subjectParts])
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
      "-module-cache-path", kit.moduleCache.path,
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

  private func compileStudent() throws -> Tool.Result {
    try calls.run(
      compiler,
      studentsArguments + [
        "-emit-module", "-emit-module-path", path("\(exercise.name).swiftmodule"),
      ], seeing: [kit.studentModules])
  }

  private var studentsArguments: [String] {
    language + instrumented + [
      "-parse-as-library", "-module-name", exercise.name, "-I", kit.studentModules.path,
      "-emit-object", "-o", path("student.o"),
    ] + files.files.map(\.path)
  }

  /// What the compiler took more of than it may, as the end of a sentence; nil if it didn't.
  private func tooMuch(of result: Tool.Result) -> String? {
    switch result.excess {
    case .memory(let bytes): "took more than \(bytes >> 20) MB of memory"
    case .output(let bytes): "printed more than \(bytes >> 20) MB"
    case .file: "wrote a file of more than \(limits.file >> 20) MB"
    case nil:
      result.isTimedOut
        ? "was still at it after \(limits.timeout.components.seconds) seconds" : nil
    }
  }

  private func complaint(about result: Tool.Result) -> String? {
    if let taken = tooMuch(of: result) {
      return "The compiler \(taken). Split long expressions into parts, and say what type each has."
    }
    guard result.status != 0 else { return nil }
    let output = CompilerOutput(result.output)
    guard !output.errors.isEmpty else { return shortened(result.output, to: 800) }
    return output.message(
      relativeTo: files.main.deletingLastPathComponent(), quoting: files.files,
      known: CompilerMessages(of: exercise, in: kit))
  }

  /// Compiles the adapter and links it with the student's module and the kit's parts: in one call,
  /// as a compiler that starts is a good part of both.
  private func buildSubject() throws -> Tool.Result {
    try calls.run(
      compiler,
      adaptersArguments + [
        path("student.o"), kit.subjectParts.path, "-o", path(exercise.subject),
      ] + Self.linking, seeing: parts)
  }

  private var parts: [URL] { [kit.modules, kit.headers, exercise.adapter, kit.subjectParts] }

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
    func checked(_ result: Tool.Result) throws -> String {
      guard result.status == 0 else {
        throw GraderError(
          "the kit's part of \(exercise.name) doesn't build:\n\(result.output.suffix(4000))")
      }
      return result.output
    }
    func called(_ arguments: [String]) throws -> String {
      try checked(calls.run(compiler, arguments, seeing: []))
    }
    _ = try checked(compileStudent())
    _ = try called(adaptersArguments + ["-emit-object", "-o", adapter.path])
    let compile = try called(studentsArguments + ["-###"])
    let link = try called(
      [
        adapter.path, path("student.o"), kit.subjectParts.path, "-o", path(exercise.subject),
        "-Xclang-linker", "-v",
      ] + Self.linking)
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

  private func run(_ words: [String], seeing parts: [URL]) throws -> Tool.Result {
    try calls.run(
      URL(fileURLWithPath: words.first ?? ""), Array(words.dropFirst()), seeing: parts)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
}
