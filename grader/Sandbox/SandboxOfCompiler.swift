import Foundation
import Judge

/// The sandbox that student code is compiled in.
extension Sandbox {
  /// What the compiler reads of the system: headers and libraries, and which system it is.
  private static let headers = [
    "/usr/include", "/usr/local/include", "/etc/os-release", "/etc/lsb-release",
  ]

  /// The policy for a compiler, but for what belongs to one submission.
  func ofCompiler(_ limits: CompilerCalls.Limits) -> SandboxPolicy {
    var policy = policy
    // Whoever compiles shares no limit with whoever compiles beside it.
    if case .number = policy.user { policy.user = SandboxPolicy.freshUser() }
    policy.readable = Self.outermost(
      policy.readable + ([toolchain.path] + Self.headers).filter(Self.isThere))
    policy.temporary = limits.file
    policy.limits[.file] = limits.file
    policy.limits[.memory] = limits.addresses
    return policy
  }

  /// The environment of a compiler.
  var environmentOfCompiler: [String: String] {
    let inherited = ["LANG", "LD_LIBRARY_PATH"].compactMap { name in
      ProcessInfo.processInfo.environment[name].map { (name, $0) }
    }
    let temporary = Bubblewrap.temporary
    return [
      "PATH": "\(toolchain.path)/bin:/usr/bin:/bin", "HOME": temporary, "TMPDIR": temporary,
    ].merging(inherited) { own, _ in own }
  }

  /// Why nothing can be compiled in it here, where it can be outside; nil if it can.
  ///
  /// A system may have its libraries where nobody looks for them: a whole class must not be told
  /// that its code doesn't compile.
  func failureOfCompiler(_ kit: Kit) throws -> String? {
    guard let exercise = kit.exercises.first else { return nil }
    let (source, folder) = (try TemporaryFolder(), try TemporaryFolder())
    let file = source.url.appendingPathComponent("\(exercise.name).swift")
    try Data(exercise.signature.standIn.utf8).write(to: file)
    var build = try SubjectBuild(
      kit: kit, exercise: exercise, files: ExerciseFiles(file: file), folder: folder.url,
      sandbox: self)
    // The longer way goes through more of the toolchain.
    build.isPrepared = false
    switch try build.run() {
    case .built: return nil
    case .didNotCompile(let message):
      let words = message.split(whereSeparator: \.isNewline).joined(separator: "; ")
      return "nothing can be compiled in it (\(words.prefix(400)))"
    }
  }
}
