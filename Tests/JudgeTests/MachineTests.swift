import Foundation
import Testing

@testable import Judge

struct MachineTests {
  // MARK: Quota

  @Test func `a quota of version 2 is its time per period`() {
    #expect(quota(["cpu.max": "150000 100000\n"]) == 1.5)
  }

  @Test func `a quota of version 2 that says max is none`() {
    #expect(quota(["cpu.max": "max 100000\n"]) == nil)
  }

  @Test func `a quota of version 1 is its time per period`() {
    #expect(quota(["cpu/cpu.cfs_quota_us": "400000\n", "cpu/cpu.cfs_period_us": "100000\n"]) == 4)
  }

  @Test func `a quota of version 1 below 0 is none`() {
    #expect(quota(["cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"]) == nil)
  }

  @Test func `a quota of version 1 without its period is none`() {
    #expect(quota(["cpu/cpu.cfs_quota_us": "400000\n"]) == nil)
  }

  @Test(arguments: ["", "\n", "100000\n", "100000 0\n", "much 100000\n"])
  func `a file that says no quota gives none`(text: String) {
    #expect(quota(["cpu.max": text]) == nil)
  }

  @Test func `without control groups there is no quota`() {
    #expect(quota([:]) == nil)
  }

  private func quota(_ files: [String: String]) -> Double? {
    let folder = "/sys/fs/cgroup/"
    return Machine.quota { path in
      path.hasPrefix(folder) ? files[String(path.dropFirst(folder.count))] : nil
    }
  }

  // MARK: Bound cores

  @Test(arguments: [
    ("0", 1), ("3", 1), ("0-1", 2), ("0,2-3", 3), ("0-3,8-11", 8), ("1,3,5", 3), ("0-127", 128),
  ])
  func `the cores of a list are counted`(list: String, count: Int) {
    let status = """
      Name:\tgrader
      Cpus_allowed:\tff
      Cpus_allowed_list:\t\(list)
      Mems_allowed_list:\t0-7

      """
    #expect(Machine.boundCores(inStatus: status) == count)
  }

  @Test func `a status without the list tells no cores`() {
    #expect(Machine.boundCores(inStatus: "Name:\tgrader\nCpus_allowed:\tff\n") == nil)
  }

  // MARK: This machine

  @Test func `this process may use at least one core, and no more than it is bound to`() throws {
    #expect(Machine.cores >= 1)
    #if os(Linux)
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      #expect(Machine.cores <= Machine.boundCores(inStatus: status) ?? .max)
      #expect((2...4).contains(Machine.sharedPool))
    #endif
  }
}
