import Foundation
import Judge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Calls of the compiler for one submission, in the sandbox if there is one.
///
/// In there a call sees the toolchain, what of the kit it is given, the submission's files, and the folder in
/// which the subject is built, which is all that it can write to and that stays.
struct CompilerCalls: Sendable {
  /// What one call may take.
  struct Limits: Sendable {
    /// The longest that it may take.
    var timeout = Duration.seconds(120)
    /// The longest on a machine so busy that it got less than that of processor time.
    var timeoutIfStarved = Duration.seconds(1200)
    /// For how long it may only sleep beyond its time, whatever it waits for.
    var timeAsleep = Duration.seconds(10)
    /// What it may hold, in bytes: it takes less than half a GiB of ordinary code.
    var memory = 2 << 30
    /// What each of its processes may ask for, used or not, in bytes.
    var addresses = 8 << 30
    /// What it may print, in bytes.
    var output = 4 << 20
    /// How large each of its files may become, in bytes: a subject has some MB.
    var file = 256 << 20
  }

  /// What the calls in a sandbox have in common.
  private struct Place {
    let policy: SandboxPolicy
    let environment: [String: String]
    /// What the kit itself needs for them: nothing in it but the copies of sources is seen there.
    let own: TemporaryFolder
  }

  private let folder: URL
  private let limits: Limits
  private let place: Place?

  /// Prepares calls.
  ///
  /// - Parameters:
  ///   - sandbox: The sandbox; nil for none.
  ///   - sources: The submission's files.
  ///   - folder: Where the subject and all that belongs to it goes.
  ///   - modules: The kit's cache of modules.
  init(
    in sandbox: Sandbox?, sources: [URL], folder: URL, modules: URL, limits: Limits = Limits()
  ) throws {
    (self.folder, self.limits) = (folder, limits)
    place = try sandbox.map { sandbox in
      let own = try TemporaryFolder()
      try Bubblewrap.filter().write(to: own.url.appendingPathComponent("filter"))
      var policy = sandbox.ofCompiler(limits)
      for (index, source) in sources.enumerated() {
        // Whoever compiles in there is another user, whom the file may not be open to.
        let copy = own.url.appendingPathComponent("source-\(index)")
        try Data(contentsOf: source).write(to: copy)
        try Self.change(copy, mode: 0o644)
        policy.shown[source.path] = copy.path
      }
      policy.writable = [folder.path]
      if case .number(let user) = policy.user {
        // Bubblewrap goes there while it is root without root's privileges.
        try Self.change(folder, mode: 0o755, owner: user)
      }
      try policy.add(cache: modules)
      return Place(policy: policy, environment: sandbox.environmentOfCompiler, own: own)
    }
  }

  /// Runs a program of the toolchain.
  ///
  /// - Parameters:
  ///   - parts: The files and folders of the kit that it needs.
  /// - Throws: `GraderError` if the sandbox fails.
  func run(_ program: URL, _ arguments: [String], seeing parts: [URL]) throws -> Tool.Result {
    guard let place else {
      // The compiler leaves a folder where temporary files go: this one goes with the submission's.
      var tool = tool(program, arguments, environment: ["TMPDIR": folder.path])
      tool = tool.limited(toMemory: limits.addresses)
      return try tool.run()
    }
    var policy = place.policy
    policy.readable = Sandbox.outermost(policy.readable + (parts + [program]).map(\.path))
    let status = place.own.url.appendingPathComponent("status")
    // The launcher tells there how the program does, and bubblewrap reads which calls are refused.
    let script = #"exec "$0" "$@" 5>"$STATUS" 6<"$FILTER""#
    let bubblewrap = Bubblewrap.arguments(
      policy, command: [program.path] + arguments, environment: place.environment,
      directory: folder.path)
    let result = try tool(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", script, policy.bubblewrap, "--die-with-parent"] + bubblewrap,
      environment: [
        "STATUS": status.path, "FILTER": place.own.url.appendingPathComponent("filter").path,
      ]
    ).run()
    return try Self.told(try String(contentsOf: status, encoding: .utf8), result)
  }

  private func tool(
    _ program: URL, _ arguments: [String], environment: [String: String]
  ) -> Tool {
    Tool(
      executable: program, arguments: arguments, environment: environment, directory: folder,
      timeout: limits.timeout, timeoutIfStarved: limits.timeoutIfStarved,
      timeAsleep: limits.timeAsleep,
      most: Tool.Most(memory: limits.memory, output: limits.output))
  }

  /// The result of the program in a sandbox whose own result is given.
  private static func told(_ status: String, _ result: Tool.Result) throws -> Tool.Result {
    let lines = status.split(separator: "\n")
    guard lines.first == "started" else {
      let words = (result.output + (lines.first ?? "")).split(whereSeparator: \.isNewline)
        .joined(separator: "; ")
      throw GraderError("the compiler's sandbox can't be set up (\(words.suffix(400)))")
    }
    let words = lines.last?.split(separator: " ") ?? []
    var told = result
    // Whoever was ended with the whole sandbox isn't told of.
    guard words.count == 3, let number = Int32(words[1]) else { return told }
    told.status = words[0] == "exited" ? number : 128 + number
    if words[0] == "signalled", number == SIGXFSZ { told.excess = .file }
    return told
  }

  private static func change(_ file: URL, mode: Int? = nil, owner: UInt32? = nil) throws {
    var facts: [FileAttributeKey: Any] = [:]
    if let mode { facts[.posixPermissions] = mode }
    if let owner { facts[.ownerAccountID] = owner }
    try FileManager.default.setAttributes(facts, ofItemAtPath: file.path)
  }
}

extension SandboxPolicy {
  /// Has the compiler use a cache of modules: what is in there is read, and what it adds is its own.
  ///
  /// A module is only taken from the place that it was made at, so each is a link at its own place.
  fileprivate mutating func add(cache: URL) throws {
    let shared = "/modules"
    // Without one, as in a kit that isn't built, there is nothing to see.
    guard cache.isDirectory else { return }
    shown[shared] = cache.path
    empty.append(cache.path)
    for path in try FileManager.default.subpathsOfDirectory(atPath: cache.path).sorted() {
      let place = cache.appendingPathComponent(path)
      if place.isDirectory {
        empty.append(place.path)
      } else if path.hasSuffix(".pcm") {
        // Beside a module may lie the lock of one that is being made, which ends outside.
        links[place.path] = "\(shared)/\(path)"
      }
    }
  }
}
