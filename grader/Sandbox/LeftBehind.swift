import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What hostile solutions have left on the machine: they name what they leave so that it is known.
struct LeftBehind {
  /// What is theirs has this in its name.
  private static let sign = "hostile-"

  let processes: [(pid: pid_t, name: String)]
  let files: [URL]

  var names: [String] {
    processes.map { "process \($0.pid) (\($0.name))" } + files.map { "file \($0.path)" }
  }

  /// Looks through the machine's processes and the folders that anybody may write to.
  static func look() -> LeftBehind {
    let places = [
      "/tmp", "/var/tmp", "/dev/shm", NSTemporaryDirectory(),
      FileManager.default.currentDirectoryPath,
      NSHomeDirectory() + "/.cache/clang/ModuleCache",
    ]
    let files = Set(places.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath() }).flatMap {
      entries(of: $0.path).filter { $0.contains(sign) }.map($0.appendingPathComponent)
    }
    return LeftBehind(processes: processes(), files: files.sorted { $0.path < $1.path })
  }

  /// What of it wasn't there before: a file that only has such a name is somebody's.
  func added(to before: LeftBehind) -> LeftBehind {
    LeftBehind(
      processes: processes.filter { process in !before.processes.contains { $0 == process } },
      files: files.filter { !before.files.contains($0) })
  }

  /// Puts it away, so that the next run isn't told of it.
  func clear() {
    for (pid, _) in processes { kill(pid, SIGKILL) }
    // What can't be put away is told of again.
    for file in files { try? FileManager.default.removeItem(at: file) }
  }

  private static func processes() -> [(pid: pid_t, name: String)] {
    entries(of: "/proc").compactMap { entry in
      guard let pid = pid_t(entry) else { return nil }
      // A process that has ended meanwhile has no name.
      let names = ["comm", "cmdline"].compactMap {
        FileManager.default.contents(atPath: "/proc/\(entry)/\($0)")
      }.map { String(decoding: $0.prefix { $0 != 0 && $0 != 10 }, as: UTF8.self) }
      return names.first { $0.hasPrefix(sign) }.map { (pid, $0) }
    }
  }

  private static func entries(of folder: String) -> [String] {
    // A folder that isn't there, or is another user's, has nothing of theirs.
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
