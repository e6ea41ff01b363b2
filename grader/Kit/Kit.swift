import Foundation
import Judge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The kit that grades: where it lies, and what of it is built once for all submissions.
struct Kit: Sendable {
  /// The package's folder.
  let root: URL
  /// The exercises, in teaching order.
  let exercises: [KitExercise]
  /// Whether subjects are built for Thread Sanitizer.
  private(set) var isSanitized = false

  /// Finds the kit: in the current folder or one above it, else where the grader was built from.
  init() throws {
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let built = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let candidates = Self.withParents(of: here) + [built]
    guard let root = candidates.first(where: Self.isKit) else {
      throw GraderError("the kit isn't here; run the grader in the kit's own folder")
    }
    try self.init(in: root)
  }

  /// The kit in a folder.
  init(in root: URL) throws {
    self.root = root
    exercises = try KitExercise.all(in: root)
  }

  private static func withParents(of folder: URL) -> [URL] {
    let path = folder.standardizedFileURL
    return path.path == "/" ? [path] : [path] + withParents(of: path.deletingLastPathComponent())
  }

  private static func isKit(_ folder: URL) -> Bool {
    ["Package.swift", "Sources/Subject/Runtime", "Exercises"].allSatisfy {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
    }
  }

  /// The exercises that are called so, or all; in teaching order.
  func exercises(named names: [String]) throws(UsageError) -> [KitExercise] {
    var named: [KitExercise] = []
    for name in names { named.append(try exercise(named: name)) }
    return names.isEmpty ? exercises : exercises.filter(named.contains)
  }

  /// The exercise that is called so.
  func exercise(named name: String) throws(UsageError) -> KitExercise {
    try Naming(exercises: exercises).exercise(name)
  }

  // MARK: What is built once

  var scratch: URL {
    root.appendingPathComponent(isSanitized ? ".build/kit-sanitized" : ".build/kit")
  }

  /// The same kit, whose subjects are built for Thread Sanitizer; it has no test bundle.
  var sanitized: Kit {
    var kit = self
    kit.isSanitized = true
    return kit
  }

  private var products: URL { scratch.appendingPathComponent("debug") }
  /// The modules of the kit, for its own adapters.
  var modules: URL { products.appendingPathComponent("Modules") }
  /// The C part of the kit's modules, which Swift looks for in its source.
  var headers: URL { root.appendingPathComponent("Sources/Control/include") }
  /// The module that student code may import, and what that one needs.
  var studentModules: URL { scratch.appendingPathComponent("student-modules") }
  /// The compiler's cache of the system's modules, which no submission writes to.
  var moduleCache: URL { scratch.appendingPathComponent("module-cache") }
  /// The compiled parts that every subject is linked with.
  var subjectParts: URL { products.appendingPathComponent("libSubjectParts.a") }
  /// The first process of a sandbox.
  var launcher: URL { products.appendingPathComponent("Launcher") }
  /// The program whose processes a student's code starts.
  var lineWorker: URL { products.appendingPathComponent("LineWorker") }
  var testBundle: URL {
    products.appendingPathComponent("ParallelismAndConcurrencyPackageTests.xctest")
  }

  /// Builds what is built once, unless that was done since the kit last changed.
  ///
  /// The build leaves the exercises out, so nothing that a student writes can break it.
  func prepare(_ say: (String) -> Void) throws {
    let stamp = scratch.appendingPathComponent("built-from.txt")
    let fingerprint = try self.fingerprint()
    // Where nothing can be read, nothing was built.
    let isBuilt = { (try? String(contentsOf: stamp, encoding: .utf8)) == fingerprint }
    if isBuilt() { return }
    // Two graders at once would take each other's parts away.
    try FileManager.default.createDirectory(
      at: scratch.deletingLastPathComponent(), withIntermediateDirectories: true)
    let lock = try LockFile(path: scratch.path + ".lock")
    defer { withExtendedLifetime(lock) {} }
    if try !lock.tryLockAlone() {
      say("Another grader builds the kit here; waiting for it ...")
      try lock.lock(alone: true)
    }
    if isBuilt() { return }
    say("Building the kit, which is done once and takes about a minute ...")
    // As root, the users of sandboxes are others, who read it too.
    let mask = umask(0o022)
    defer { umask(mask) }
    // From the beginning: parts of an older build have been seen to stay where a module that is
    // optimised had changed.
    try Self.remove(scratch)
    let build = Tool(
      executable: try Tool.find("swift"),
      arguments: [
        "build", "--package-path", root.path, "--scratch-path", scratch.path,
      ] + (isSanitized ? ["--sanitize=thread", "--product", "SubjectParts"] : ["--build-tests"]),
      environment: ["EXERCISES": ""], directory: root, timeout: .seconds(1800))
    let result = try build.run()
    guard result.status == 0 else {
      throw GraderError("the kit itself doesn't build:\n\(result.output.suffix(4000))")
    }
    try copyStudentModules()
    try PreparedBuild.make(in: self)
    try Self.open(moduleCache: moduleCache)
    try Data(fingerprint.utf8).write(to: stamp, options: .atomic)
  }

  private static func remove(_ folder: URL) throws {
    guard folder.isDirectory else { return }
    try FileManager.default.removeItem(at: folder)
  }

  /// Lets everybody read the cache of modules, whose folders the compiler makes for its own user alone.
  ///
  /// Whoever compiles in a sandbox makes every module anew where it can't read them: it costs seconds each
  /// time, and nothing tells of it.
  static func open(moduleCache: URL) throws {
    let files = FileManager.default
    // Where nothing was prepared, there is none yet.
    guard moduleCache.isDirectory else { return }
    for path in try [""] + files.subpathsOfDirectory(atPath: moduleCache.path) {
      let place = moduleCache.appendingPathComponent(path)
      try files.setAttributes(
        [.posixPermissions: place.isDirectory ? 0o755 : 0o644], ofItemAtPath: place.path)
    }
  }

  private func copyStudentModules() throws {
    let files = FileManager.default
    try Self.remove(studentModules)
    try files.createDirectory(at: studentModules, withIntermediateDirectories: true)
    // ExerciseKit doesn't load without the module of steps that it is built on.
    for name in ["ExerciseKit", "Interleaving"] {
      for ending in ["swiftmodule", "swiftdoc"] {
        try files.copyItem(
          at: modules.appendingPathComponent("\(name).\(ending)"),
          to: studentModules.appendingPathComponent("\(name).\(ending)"))
      }
    }
  }

  /// What the kit's parts are built from: the compiler, and every source file, each with its path,
  /// size and time of change.
  func fingerprint() throws -> String {
    let compiler = try Tool.find("swiftc").resolvingSymlinksInPath()
    return try ([Self.facts(of: compiler)] + sourceFacts()).joined(separator: "\n")
  }

  private func sourceFacts() throws -> [String] {
    let folders =
      ["Package.swift", "Sources", "Tests/Checks"] + exercises.map { "Tests/\($0.suite)" }
    return try folders.flatMap { folder -> [String] in
      let top = root.appendingPathComponent(folder)
      let paths = FileManager.default.enumerator(atPath: top.path)?.compactMap { $0 as? String }
      return try ([""] + (paths ?? [])).sorted().compactMap { path in
        guard folder == "Package.swift" || [".swift", ".c", ".h"].contains(where: path.hasSuffix)
        else { return nil }
        return try Self.facts(of: path.isEmpty ? top : top.appendingPathComponent(path))
      }
    }
  }

  private static func facts(of file: URL) throws -> String {
    let facts = try FileManager.default.attributesOfItem(atPath: file.path)
    let changed = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(file.path) \(facts[.size] ?? 0) \(changed)"
  }
}

extension URL {
  /// Whether there is a directory, perhaps behind a link.
  var isDirectory: Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}
