import Foundation

/// What the machine grants this process.
public enum Machine {
  /// How many cores it may use at once: what is there, what the process is bound to, the whole cores
  /// of its control group's quota, and the workers that whoever grades has given, whichever is least.
  public static let cores: Int = {
    var cores = bound
    #if os(Linux)
      if let quota = quota(in: text) { cores = min(cores, max(Int(quota), 1)) }
    #endif
    let given = ProcessInfo.processInfo.environment[SuiteVariable.workers].flatMap { Int($0) }
    return max(min(cores, given ?? cores), 1)
  }()

  /// How many threads Dispatch's shared pool has in a subject, those that run tasks included.
  ///
  /// As many as there are cores, whatever part of their time is granted. On Linux a subject is told of
  /// two to four, see `coresTold`.
  public static let sharedPool: Int = {
    #if os(Linux)
      min(max(bound, 2), 4)
    #else
      bound
    #endif
  }()

  /// How many cores there are, of those that the process is bound to.
  private static let bound: Int = {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    #if os(Linux)
      if let status = text("/proc/self/status"), let bound = boundCores(inStatus: status) {
        return min(cores, bound)
      }
    #endif
    return cores
  }()

  /// The number of cores that a process is bound to, from what Linux says of its state.
  static func boundCores(inStatus status: String) -> Int? {
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    guard let ranges = line?.dropFirst("Cpus_allowed_list:".count) else { return nil }
    return ranges.split(separator: ",").reduce(0) { sum, range in
      let ends = range.split(separator: "-").compactMap { Int(trimmed(String($0))) }
      return sum + (ends.last ?? 0) - (ends.first ?? 1) + 1
    }
  }

  /// The processor time per time that control groups allow, if they limit it.
  ///
  /// - Parameter text: What is in the file of a path, if there is one.
  static func quota(in text: (_ path: String) -> String?) -> Double? {
    if let line = text("/sys/fs/cgroup/cpu.max") {
      let parts = line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      return parts.count == 2 && parts[1] > 0 ? parts[0] / parts[1] : nil
    }
    let folder = "/sys/fs/cgroup/cpu/"
    guard let quota = text(folder + "cpu.cfs_quota_us").flatMap({ Double(trimmed($0)) }),
      let period = text(folder + "cpu.cfs_period_us").flatMap({ Double(trimmed($0)) }),
      quota > 0, period > 0
    else { return nil }
    return quota / period
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func text(_ path: String) -> String? {
    // What this system doesn't have, it doesn't limit either.
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
