import Foundation
import ThreadActivity
import Wire

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The start of a program in a sandbox, and what is told from there.
///
/// What is started is bubblewrap, which outlives the program a little; the first process of the program's
/// own view is the kit's launcher.
struct SandboxedStart {
  let policy: SandboxPolicy
  private let status: ChildPipe
  private let filter: ChildPipe

  /// The policy that the grader has given for subjects; nil if they run without a sandbox.
  ///
  /// - Throws: `LaunchError` if there is one that can't be read: without would be wrong then.
  static func policyOfSubjects() throws -> SandboxPolicy? {
    guard let text = ProcessInfo.processInfo.environment[SuiteVariable.sandbox] else { return nil }
    do {
      var policy = try JSONDecoder().decode(SandboxPolicy.self, from: Data(text.utf8))
      if case .number = policy.user { policy.user = SandboxPolicy.freshUser() }
      return policy
    } catch {
      throw LaunchError(what: "read \(SuiteVariable.sandbox)", code: EINVAL)
    }
  }

  /// Makes the pipes of a sandbox for one program.
  init(_ policy: SandboxPolicy, program: URL) throws {
    self.policy = {
      var policy = policy
      policy.readable.append(program.path)
      return policy
    }()
    let calls = try Bubblewrap.filter()
    status = try ChildPipe.make()
    filter = try ChildPipe.make()
    // It is far shorter than what a pipe takes in.
    _ = writeAll(calls, to: filter.write)
    close(filter.write)
  }

  /// What bubblewrap inherits.
  var inherited: [(end: Int32, as: Int32)] {
    [
      (status.write, Bubblewrap.Descriptor.status), (filter.read, Bubblewrap.Descriptor.filter),
    ]
  }

  /// How bubblewrap is called to run the program.
  func arguments(_ program: URL) -> [String] {
    let inherited = ["LANG", "LD_LIBRARY_PATH"].compactMap { name in
      ProcessInfo.processInfo.environment[name].map { (name, $0) }
    }
    let environment = [
      "PATH": "/usr/bin:/bin", "HOME": Bubblewrap.temporary, "TMPDIR": Bubblewrap.temporary,
      "SWIFT_BACKTRACE": "enable=no",
    ].merging(inherited) { own, _ in own }
    return [policy.bubblewrap]
      + Bubblewrap.arguments(policy, command: [program.path], environment: environment)
  }

  /// Closes what bubblewrap has by now, or never will.
  func closeInherited() {
    for (end, _) in inherited { close(end) }
  }

  /// Ends the sandbox, if it is still there, and closes what is told from it.
  func hangUp() { close(status.read) }

  /// Waits until the program has been started, and returns its number and that of the sandbox's first
  /// process.
  ///
  /// - Parameters:
  ///   - leader: The process that was started.
  ///   - output: Where it says what it fails at.
  /// - Throws: `LaunchError` with what it says.
  func awaitProgram(of leader: pid_t, output: Int32) throws -> (program: pid_t, first: pid_t) {
    let told = line()
    guard told == "started" else {
      kill(leader, SIGKILL)
      while waitpid(leader, nil, 0) < 0 && errno == EINTR {}
      let words = told.isEmpty ? String(decoding: readSome(from: output), as: UTF8.self) : told
      throw LaunchError(
        what: "set up the sandbox (\(words.split(separator: "\n").joined()))", code: 0)
    }
    let family = Family.members(of: leader)
    // One that has ended already leaves nobody to look at.
    return (family.dropFirst().first?.pid ?? leader, family.first?.pid ?? leader)
  }

  /// What was told of the program's end, and the most memory that it held, in bytes; nil if it didn't come
  /// to an end of its own.
  func end() -> (end: ProcessEnd, peakMemory: Int)? {
    let words = line().split(separator: " ")
    guard words.count == 3, let code = Int(words[1]), let memory = Int(words[2]) else { return nil }
    return (words[0] == "exited" ? .exited(code) : .signalled(code), memory)
  }

  /// The next line that was told; empty if there is none.
  private func line() -> String {
    var line = ""
    while true {
      let byte = readSome(from: status.read, limit: 1)
      guard let letter = byte.first, letter != UInt8(ascii: "\n") else { return line }
      line.unicodeScalars.append(Unicode.Scalar(letter))
    }
  }
}
