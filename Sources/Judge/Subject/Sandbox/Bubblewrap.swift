public import Foundation

/// The arguments of bubblewrap, made from a policy without a look at the system.
public enum Bubblewrap {
  /// The descriptors by which a sandbox is set up; the program in it has none of them.
  enum Descriptor {
    /// The launcher tells here how the program does.
    static let status: Int32 = 5
    /// Bubblewrap reads here which system calls are refused.
    static let filter: Int32 = 6
  }

  /// The place of the launcher in the sandbox.
  public static let launcher = "/launcher"
  /// The place of temporary files in the sandbox, which is its home as well.
  public static let temporary = "/tmp"

  /// What bubblewrap is called with to run a command by a policy, in a folder that is seen there.
  public static func arguments(
    _ policy: SandboxPolicy, command: [String], environment: [String: String] = [:],
    directory: String = temporary
  ) -> [String] {
    var arguments = views(policy) + files(policy) + surroundings(environment, directory)
    arguments += ["--seccomp", "\(Descriptor.filter)", "--as-pid-1", "--", launcher]
    arguments += ["\(Descriptor.status)", userNumber(policy.user)]
    return arguments + limits(policy.limits) + ["--"] + command
  }

  /// What bubblewrap is called with to run a judge: as before, but with a loopback and processes of its own,
  /// and nothing that it has started outlives it or who starts it.
  public static func argumentsOfJudge(command: [String]) -> [String] {
    [
      "--dev-bind", "/", "/", "--proc", "/proc", "--unshare-pid", "--unshare-net", "--unshare-ipc",
      "--die-with-parent", "--",
    ] + command
  }

  /// The filter of system calls, as bubblewrap reads it.
  ///
  /// - Throws: `LaunchError` on a kind of machine whose calls the kit doesn't know.
  public static func filter() throws -> Data {
    guard let machine = SystemCalls.machine else {
      throw LaunchError(what: "refuse system calls on this kind of machine", code: 0)
    }
    return Data(SystemCalls.filter(for: machine).bytes)
  }

  private static func views(_ policy: SandboxPolicy) -> [String] {
    let network = policy.hasNetwork ? [] : ["--unshare-net"]
    let common = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", "sandbox"]
    switch policy.user {
    case .number:
      // The launcher is to become somebody else, and able to do nothing more.
      return common + network
        + ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    case .nobody:
      return common + network + ["--unshare-user", "--uid", "65534", "--gid", "65534"]
    }
  }

  /// The files, from an empty root on, which can't be changed in the end.
  private static func files(_ policy: SandboxPolicy) -> [String] {
    let devices = ["/dev/null", "/dev/zero", "/dev/urandom"]
    let shown = policy.shown.sorted { $0.key < $1.key }
    let places = folders(
      above: policy.readable + policy.writable + shown.map(\.key) + policy.empty + devices)
    // First, as what is seen may lie in there.
    var arguments = ["--size", "\(policy.temporary)", "--tmpfs", temporary]
    arguments += ["--chmod", "1777", temporary]
    // Whoever owns a folder may write to it, so that those in the temporary folder are made read-only too.
    let inTemporary = places.filter { $0.hasPrefix(temporary + "/") && $0.count { $0 == "/" } == 2 }
    for place in places where place != temporary {
      let kind = inTemporary.contains(place) ? "--tmpfs" : "--dir"
      arguments += ["--perms", "0755", kind, place]
    }
    for path in policy.readable { arguments += ["--ro-bind", path, path] }
    for path in policy.writable { arguments += ["--bind", path, path] }
    for (path, source) in shown { arguments += ["--ro-bind", source, path] }
    for path in policy.empty {
      arguments += ["--size", "\(policy.temporary)", "--tmpfs", path, "--chmod", "0777", path]
    }
    for (link, target) in policy.links.sorted(by: { $0.key < $1.key }) {
      arguments += ["--symlink", target, link]
    }
    arguments += ["--ro-bind", policy.launcher, launcher, "--proc", "/proc"]
    for device in devices { arguments += ["--dev-bind", device, device] }
    arguments += ["--symlink", "/proc/self/fd", "/dev/fd"]
    // What a named semaphore lies in.
    arguments += ["--symlink", temporary, "/dev/shm"]
    return arguments + (["/"] + inTemporary).flatMap { ["--remount-ro", $0] }
  }

  /// The folders that must be made for what is seen to have a place, outer ones first.
  ///
  /// Bubblewrap makes them too, but so that nobody but root may look through them.
  static func folders(above seen: [String]) -> [String] {
    var folders: [String] = []
    for path in seen {
      var folder = ""
      for name in path.split(separator: "/").dropLast() {
        folder += "/\(name)"
        let isInside = seen.contains { folder == $0 || folder.hasPrefix($0 + "/") }
        if !isInside && !folders.contains(folder) { folders.append(folder) }
      }
    }
    return folders
  }

  private static func surroundings(
    _ environment: [String: String], _ directory: String
  ) -> [String] {
    ["--chdir", directory, "--clearenv"]
      + environment.sorted { $0.key < $1.key }.flatMap { ["--setenv", $0.key, $0.value] }
  }

  private static func userNumber(_ user: SandboxPolicy.User) -> String {
    switch user {
    case .number(let number): "\(number)"
    case .nobody: "-"
    }
  }

  private static func limits(_ limits: [SandboxPolicy.Limit: Int]) -> [String] {
    SandboxPolicy.Limit.allCases.compactMap { limit in
      limits[limit].map { "\(limit.rawValue)=\($0)" }
    }
  }
}
