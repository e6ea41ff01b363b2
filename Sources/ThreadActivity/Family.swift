import Foundation

#if canImport(Darwin)
  public import Darwin
#else
  public import Glibc
#endif

/// The processes that a process has started, and those that they have started.
public enum Family {
  /// One of them.
  public struct Member: Sendable, Equatable {
    /// The process's number.
    public let pid: pid_t
    /// Whether it has ended and its parent hasn't waited for it.
    public let hasEnded: Bool

    /// Makes a member from its parts.
    public init(pid: pid_t, hasEnded: Bool) {
      self.pid = pid
      self.hasEnded = hasEnded
    }
  }

  /// All that are there now, children before their own children.
  public static func members(of process: pid_t) -> [Member] {
    let children = Dictionary(grouping: all(), by: \.parent)
    var (found, next): ([Member], [pid_t]) = ([], [process])
    while let parent = next.popLast() {
      for child in children[parent] ?? [] {
        found.append(Member(pid: child.pid, hasEnded: child.hasEnded))
        next.append(child.pid)
      }
    }
    return found
  }

  /// The program that a process runs; nil when it is gone.
  public static func program(of process: pid_t) -> String? {
    #if os(Linux)
      // A process that has ended meanwhile, or is another user's, has none.
      return try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
    #else
      var path = [CChar](repeating: 0, count: 4 * Int(MAXPATHLEN))
      return proc_pidpath(process, &path, UInt32(path.count)) > 0 ? String(cString: path) : nil
    #endif
  }

  /// How many file descriptors a process has open.
  public static func descriptors(of process: pid_t) -> Int {
    #if os(Linux)
      // As above.
      let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
      return names?.count ?? 0
    #else
      let size = proc_pidinfo(process, PROC_PIDLISTFDS, 0, nil, 0)
      return Int(size) / MemoryLayout<proc_fdinfo>.size
    #endif
  }

  /// What each file descriptor is that a process has open, such as "reading end of a pipe"; empty where
  /// the system doesn't tell.
  public static func kindsOfDescriptors(of process: pid_t) -> [String] {
    #if os(Linux)
      let folder = "/proc/\(process)"
      // As above; one that is closed meanwhile is none.
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/fd")) ?? []
      return names.compactMap { name in
        guard
          let target = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "\(folder)/fd/\(name)"),
          let info = try? String(contentsOfFile: "\(folder)/fdinfo/\(name)", encoding: .utf8)
        else { return nil }
        guard target.hasPrefix("pipe:") else {
          return target.hasPrefix("socket:") ? "socket" : "other descriptor"
        }
        let flags = info.split(separator: "\n").first { $0.hasPrefix("flags:") }?
          .split(separator: "\t").last.flatMap { Int($0, radix: 8) }
        // O_WRONLY is 1.
        return (flags ?? 0) & 1 == 1 ? "writing end of a pipe" : "reading end of a pipe"
      }
    #else
      return []
    #endif
  }

  private struct Entry {
    let pid: pid_t
    let parent: pid_t
    let hasEnded: Bool
  }

  private static func all() -> [Entry] {
    #if os(Linux)
      return ProcessFiles.numbers(in: "/proc").compactMap { pid in
        guard let stat = ProcessFiles.Stat(of: pid, upTo: 4) else { return nil }
        return Entry(pid: pid, parent: pid_t(stat[4]), hasEnded: "ZX".contains(stat.state))
      }
    #else
      var pids = [pid_t](repeating: 0, count: Int(proc_listallpids(nil, 0)) + 64)
      let count = proc_listallpids(&pids, Int32(pids.count * MemoryLayout<pid_t>.size))
      return pids.prefix(Int(max(count, 0))).compactMap { pid in
        var info = proc_bsdinfo()
        let size = Int32(MemoryLayout<proc_bsdinfo>.size)
        guard proc_pidinfo(pid, PROC_PIDTBSDINFO, 0, &info, size) == size else { return nil }
        return Entry(
          pid: pid, parent: pid_t(info.pbi_ppid), hasEnded: info.pbi_status == UInt32(SZOMB))
      }
    #endif
  }
}
