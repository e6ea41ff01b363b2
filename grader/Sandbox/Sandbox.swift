import Foundation
import Judge

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The sandbox that student code runs in.
struct Sandbox: Sendable {
  /// What subjects may see and take, but for their own programs.
  var policy: SandboxPolicy
  /// What subjects of exercises on processes run in addition.
  let programs: [String]
  /// Where the toolchain is.
  let toolchain: URL

  /// The exercises whose work is done over the network, or whose processes report themselves by it.
  private static let overNetwork: Set = ["URLDownloader", "ProcessPool", "AsyncDownloader"]
  /// The exercise whose code starts processes.
  private static let ofProcesses = "ProcessPool"

  /// What the judge is told of the sandbox for the subjects of an exercise.
  func environment(of exercise: KitExercise) throws -> [String: String] {
    var policy = policy
    policy.hasNetwork = Self.overNetwork.contains(exercise.name)
    if exercise.name == Self.ofProcesses { policy.readable += programs }
    let encoded = try JSONEncoder().encode(policy)
    return [SuiteVariable.sandbox: String(decoding: encoded, as: UTF8.self)]
  }

  /// The paths without those that lie in another of them.
  static func outermost(_ paths: [String]) -> [String] {
    paths.enumerated().filter { index, path in
      !paths.enumerated().contains { other, outer in
        path.hasPrefix(outer + "/") || (path == outer && other < index)
      }
    }.map(\.element)
  }

  /// How a judge is called whose subjects are to run in the sandbox.
  func judge(_ program: URL, _ arguments: [String]) -> (program: URL, arguments: [String]) {
    (
      URL(fileURLWithPath: policy.bubblewrap),
      Bubblewrap.argumentsOfJudge(command: [program.path] + arguments)
    )
  }
}

/// Whether there is a sandbox, and why not.
enum Sandboxing: Sendable {
  case on(Sandbox)
  /// There is none, for this reason.
  case off(String)

  /// The sandbox, if there is one.
  var sandbox: Sandbox? {
    switch self {
    case .on(let sandbox): sandbox
    case .off: nil
    }
  }

  /// A sentence for the head of a report.
  var inWords: String {
    switch self {
    case .on: "Student code ran in a sandbox: without files of others, network or privileges."
    case .off(let reason): "Student code ran without a sandbox: \(reason)."
    }
  }

  /// Looks whether a sandbox can be had, if one is wanted.
  ///
  /// - Parameter kit: The kit, which is prepared.
  /// - Throws: `GraderError` if one is required and can't be had.
  init(_ choice: SandboxChoice, kit: Kit) throws {
    switch choice {
    case .off: self = .off("none was asked for")
    case .auto: self = Self.found(kit)
    case .required:
      self = Self.found(kit)
      if case .off(let reason) = self {
        throw GraderError(
          "there is no sandbox: \(reason). Nothing was graded, as --sandbox required asks; with "
            + "--sandbox auto student code runs as your user, with all that you can read and change"
        )
      }
    }
  }

  private static func found(_ kit: Kit) -> Sandboxing {
    #if os(Linux)
      do {
        let sandbox = try Sandbox(kit: kit)
        if let reason = try sandbox.failure() ?? sandbox.failureOfCompiler(kit) {
          return .off(reason)
        }
        return .on(sandbox)
      } catch {
        return .off("\(error)")
      }
    #else
      return .off("there is one on Linux only")
    #endif
  }
}

#if os(Linux)
  extension Sandbox {
    /// The sandbox as this system can have it.
    ///
    /// - Throws: `GraderError` with the reason why it can't.
    ///
    /// - Parameter launcher: The first process of each sandbox; the kit's own without.
    init(kit: Kit, launcher: URL? = nil) throws {
      guard let bubblewrap = try? Tool.find("bwrap") else {
        throw GraderError("there is no bubblewrap ('bwrap') on the search path")
      }
      toolchain = try Self.foundToolchain()
      let libraries = (ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "")
        .split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
      let wanted =
        ["/usr/lib", "/usr/lib64", "/etc/ld.so.cache"]
        + [toolchain.appendingPathComponent("lib/swift/linux").path] + libraries
      let top = Self.top(["/lib", "/lib64"])
      policy = SandboxPolicy(
        bubblewrap: bubblewrap.path, launcher: (launcher ?? kit.launcher).path,
        user: geteuid() == 0 ? SandboxPolicy.freshUser() : .nobody,
        readable: Self.outermost((wanted + top.folders).filter(Self.isThere)), links: top.links)
      programs = [kit.lineWorker.path, "/usr/bin/env", "/usr/bin/sh"].filter(Self.isThere)
    }

    static func isThere(_ path: String) -> Bool {
      FileManager.default.fileExists(atPath: path)
    }

    /// Where the toolchain itself is: the compiler on the search path may be a stand-in for one of several.
    private static func foundToolchain() throws -> URL {
      struct Info: Decodable {
        struct Paths: Decodable { let runtimeResourcePath: String }
        let paths: Paths
      }
      // The compiler leaves a folder where temporary files go.
      let folder = try TemporaryFolder()
      let told = try Tool(
        executable: try Tool.find("swiftc"), arguments: ["-print-target-info"],
        environment: ["TMPDIR": folder.url.path], timeout: .seconds(60)
      ).run()
      let info = try JSONDecoder().decode(Info.self, from: Data(told.output.utf8))
      // It is lib/swift in there.
      return URL(fileURLWithPath: info.paths.runtimeResourcePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
    }

    /// Which of these are links of this system, and which are folders.
    private static func top(_ paths: [String]) -> (links: [String: String], folders: [String]) {
      var (links, folders): ([String: String], [String]) = ([:], [])
      for path in paths {
        // What is no link is a folder, or isn't there.
        if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
          links[path] = target
        } else {
          folders.append(path)
        }
      }
      return (links, folders)
    }

    /// Why it doesn't work here; nil if it does.
    ///
    /// A judge is to run in it that starts a subject, so that is what is tried.
    func failure() throws -> String? {
      let folder = try TemporaryFolder()
      let filter = folder.url.appendingPathComponent("filter")
      try Bubblewrap.filter().write(to: filter)
      let subject = Bubblewrap.arguments(policy, command: [Bubblewrap.launcher])
      // The descriptors that a judge gives: one to tell its state on, one with the filter.
      let script = #"exec "$0" "$@" 5>/dev/null 6<"$FILTER""#
      let (program, arguments) = judge(
        URL(fileURLWithPath: "/bin/sh"), ["-c", script, policy.bubblewrap] + subject)
      let result = try Tool(
        executable: program, arguments: arguments, environment: ["FILTER": filter.path],
        timeout: .seconds(30)
      ).run()
      guard result.status != 0 || !result.output.contains("here") else { return nil }
      let words = result.output.split(whereSeparator: \.isNewline).joined(separator: "; ")
      return "bubblewrap can't make one here (\(words.isEmpty ? "it says nothing" : words))"
    }
  }
#endif
