import Foundation
import Synchronization
import ThreadActivity
import Wire

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How a process ended.
public enum ProcessEnd: Sendable, Equatable {
  /// It exited with this status.
  case exited(Int)
  /// A signal ended it.
  case signalled(Int)
}

/// A child process in a process group of its own, with three pipes, and in a sandbox if the grader wants
/// that.
///
/// Its input is empty and its environment is cut down to what a program needs to start.
final class ChildProcess: Sendable {
  /// The name under which a subject and all it starts carry the mark of their judge.
  static let markName = "SUBJECT_MARK"

  let pid: pid_t
  /// The process that was started, which a sandbox has another one for.
  private let leader: pid_t
  /// The first process of its sandbox, with which all others there end.
  private let first: pid_t
  private let sandbox: SandboxedStart?
  private let isCollected = Mutex(false)
  /// What the judge writes is read by the child at `SubjectDescriptor.fromJudge`.
  let toChild: Int32
  /// What the child writes at `SubjectDescriptor.toJudge`.
  let fromChild: Int32
  /// What the child prints, standard output and standard error in one.
  let output: Int32
  private let mark: String
  private let managers = Mutex(Activity.Managers())

  /// Starts `executable` without arguments, in a sandbox if there is a policy for one.
  ///
  /// - Throws: `LaunchError` if the system or the sandbox can't.
  init(executable: URL, policy: SandboxPolicy?) throws {
    // A judge must outlive a subject that hangs up on it.
    signal(SIGPIPE, SIG_IGN)
    let request = try ChildPipe.make()
    let answer = try ChildPipe.make()
    let printed = try ChildPipe.make()
    mark = UUID().uuidString
    let sandbox = try policy.map { try SandboxedStart($0, program: executable) }
    self.sandbox = sandbox

    let given = [
      (printed.write, 1), (printed.write, 2), (request.read, SubjectDescriptor.fromJudge),
      (answer.write, SubjectDescriptor.toJudge),
    ]
    do {
      let path = sandbox?.policy.bubblewrap ?? executable.path
      let environment = Self.environment(mark: mark)
      let spawned = Result {
        try Self.spawn(
          path, sandbox?.arguments(executable) ?? [path], environment,
          giving: given + (sandbox?.inherited ?? []))
      }
      // Before anything is read: where bubblewrap says nothing, an end kept here would hide that.
      for end in [request.read, answer.write, printed.write] { close(end) }
      sandbox?.closeInherited()
      leader = try spawned.get()
      (pid, first) =
        try sandbox?.awaitProgram(of: leader, output: printed.read) ?? (leader, leader)
    } catch {
      for end in [request.write, answer.read, printed.read] { close(end) }
      sandbox?.hangUp()
      throw error
    }
    toChild = request.write
    _ = fcntl(toChild, F_SETFL, O_NONBLOCK)
    fromChild = answer.read
    output = printed.read
  }

  /// Starts a program in a process group of its own.
  ///
  /// - Parameter given: The descriptors that it gets beside an empty input, and their numbers there.
  /// - Throws: `LaunchError` if the system can't.
  private static func spawn(
    _ path: String, _ arguments: [String], _ environment: [String],
    giving given: [(end: Int32, as: Int32)]
  ) throws -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (end, number) in given { posix_spawn_file_actions_adddup2(&actions, end, number) }

    var defaults = sigset_t()
    sigfillset(&defaults)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    var unblocked = sigset_t()
    sigemptyset(&unblocked)
    posix_spawnattr_setsigmask(&attributes, &unblocked)
    posix_spawnattr_setpgroup(&attributes, 0)
    var flags = Int32(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
    #if canImport(Darwin)
      flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
    #endif
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let (words, variables) = (CStrings(arguments), CStrings(environment))
    var pid: pid_t = 0
    let status = starting.withLock { _ in
      posix_spawn(&pid, path, &actions, &attributes, words.pointers, variables.pointers)
    }
    guard status == 0 else { throw LaunchError(what: "start \(path)", code: status) }
    return pid
  }

  private static func environment(mark: String) -> [String] {
    let kept = [
      "PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TSAN_OPTIONS",
    ]
    let inherited = kept.compactMap { name in
      ProcessInfo.processInfo.environment[name].map { "\(name)=\($0)" }
    }
    // A backtrace of a crash takes seconds, and shows the kit's inside more than the student's.
    return inherited + ["SWIFT_BACKTRACE=enable=no", "\(markName)=\(mark)"]
  }

  /// What its threads are doing, and those of all that it has started if `withFamily`; nil when it is
  /// gone.
  func activity(withFamily: Bool) -> Activity? {
    managers.withLock { Activity.of(process: pid, withFamily: withFamily, managers: &$0) }
  }

  /// Waits until the process has ended and collects it; call it once.
  ///
  /// - Returns: How it ended, and the most memory it held, in bytes.
  func waitForEnd() -> (end: ProcessEnd, peakMemory: Int) {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(leader, &status, 0, &usage) < 0 && errno == EINTR {}
    isCollected.withLock { $0 = true }
    #if canImport(Darwin)
      let peak = usage.ru_maxrss
    #else
      let peak = usage.ru_maxrss * 1024
    #endif
    // Who is killed with the whole sandbox isn't told of.
    if let sandbox { return sandbox.end() ?? (.signalled(Int(SIGKILL)), peak) }
    let signal = Int(status & 0x7f)
    return (signal == 0 ? .exited(Int(status >> 8) & 0xff) : .signalled(signal), peak)
  }

  /// Kills the process and everything it has started, also what left its process group.
  func killAll() {
    guard sandbox == nil else {
      // What is in the sandbox ends with its first process, whoever has started it.
      return isCollected.withLock { if !$0 { for one in [first, leader] { kill(one, SIGKILL) } } }
    }
    kill(-pid, SIGKILL)
    kill(pid, SIGKILL)
    #if os(Linux)
      let sign = Data("\(Self.markName)=\(mark)".utf8)
      // A folder that can't be read names no process.
      for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
        guard let other = pid_t(entry), other != getpid(),
          let environment = FileManager.default.contents(atPath: "/proc/\(other)/environ"),
          environment.range(of: sign) != nil
        else { continue }
        kill(other, SIGKILL)
      }
    #endif
  }

  /// Writes all of `bytes`, and returns whether the child takes them; also if it has gone.
  ///
  /// One that doesn't read mustn't hold up its judge for ever.
  func take(_ bytes: Data) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = write(toChild, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count < 0, errno == EAGAIN {
          var room = pollfd(fd: toChild, events: Int16(POLLOUT), revents: 0)
          guard poll(&room, 1, Int32(Limits.unread.milliseconds)) != 0 else { return false }
        } else if count == 0 || errno != EINTR {
          return true
        }
      }
      return true
    }
  }

  func closePipes() {
    for end in [toChild, fromChild, output] { close(end) }
    sandbox?.hangUp()
  }
}

/// The system refused something that starting a process needs.
public struct LaunchError: Error, Sendable, CustomStringConvertible {
  let what: String
  /// The system's error; 0 if there is none.
  let code: Int32

  /// What was refused, and the system's own words.
  public var description: String {
    "could not \(what)" + (code == 0 ? "" : ": \(String(cString: strerror(code)))")
  }
}

/// Held while a pipe is made or a child is started: the child would keep a pipe open that is just made.
private let starting = Mutex(())

struct ChildPipe {
  let read: Int32
  let write: Int32

  /// A pipe whose ends no other child inherits.
  ///
  /// The ends have numbers of 10 and up, so that a child can be given them as 0 to 4.
  static func make() throws -> ChildPipe {
    try starting.withLock { _ in
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw LaunchError(what: "make a pipe", code: errno) }
      defer { for end in ends { close(end) } }
      let high = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
      guard let lowest = high.min(), lowest >= 0 else {
        throw LaunchError(what: "make a pipe", code: errno)
      }
      return ChildPipe(read: high[0], write: high[1])
    }
  }
}

/// Strings as C functions take a list of them: pointers, and a null at the end.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
