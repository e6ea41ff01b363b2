import Foundation
import Testing

@testable import Judge

private let policy = SandboxPolicy(
  bubblewrap: "/usr/bin/bwrap", launcher: "/kit/Launcher", user: .nobody,
  readable: ["/usr/lib", "/opt/swift/usr/lib/swift/linux", "/tmp/build/Subject"],
  links: ["/lib": "usr/lib"], limits: [.files: 64, .core: 0])

@Suite struct BubblewrapTests {
  private func arguments(
    _ policy: SandboxPolicy = policy, environment: [String: String] = [:]
  ) -> [String] {
    Bubblewrap.arguments(policy, command: ["/tmp/build/Subject"], environment: environment)
  }

  /// Whether these stand in a row.
  private func has(_ arguments: [String], _ row: String...) -> Bool {
    arguments.indices.contains { arguments[$0...].starts(with: row) }
  }

  @Test func `what is readable can't be changed, and nothing else is there`() {
    let all = arguments()
    #expect(has(all, "--ro-bind", "/usr/lib", "/usr/lib"))
    #expect(has(all, "--ro-bind", "/tmp/build/Subject", "/tmp/build/Subject"))
    #expect(all.count { $0 == "--ro-bind" } == 4)
    #expect(!all.contains("--bind"))
    #expect(has(all, "--symlink", "usr/lib", "/lib"))
    let end = all.firstIndex(of: "--remount-ro")
    let last = all.lastIndex { ["--dir", "--ro-bind", "--tmpfs", "--symlink"].contains($0) }
    #expect(end != nil && last != nil && last! < end!)
  }

  @Test func `folders above what is seen are made so that anybody may look through them`() {
    #expect(
      Bubblewrap.folders(above: ["/usr/lib", "/usr/lib/x/y", "/a/b/c", "/dev/null"])
        == ["/usr", "/a", "/a/b", "/dev"])
    #expect(has(arguments(), "--perms", "0755", "--dir", "/opt/swift/usr/lib/swift"))
  }

  @Test func `the folder for temporary files is small, and hides nothing that is seen`() {
    let all = arguments()
    #expect(has(all, "--size", "16777216", "--tmpfs", "/tmp"))
    let program = all.firstIndex(of: "/tmp/build/Subject") ?? 0
    #expect(all.firstIndex(of: "--tmpfs").map { $0 < program } == true)
    #expect(!has(all, "--dir", "/tmp"))
    #expect(has(all, "--perms", "0755", "--tmpfs", "/tmp/build"))
    #expect(has(all, "--remount-ro", "/tmp/build"))
  }

  @Test func `what lies elsewhere is seen under its own name, and can't be changed`() {
    var other = policy
    other.shown = ["/home/ada/Ropes.swift": "/tmp/copies/1"]
    let all = arguments(other)
    #expect(has(all, "--ro-bind", "/tmp/copies/1", "/home/ada/Ropes.swift"))
    #expect(has(all, "--perms", "0755", "--dir", "/home/ada"))
    #expect(!has(all, "--dir", "/tmp/copies"))
  }

  @Test func `a folder that is empty at first has a size, and links that lie in it are made in it`()
  {
    var other = policy
    other.empty = ["/kit/cache", "/kit/cache/one"]
    other.links["/kit/cache/one/A.pcm"] = "/modules/one/A.pcm"
    let all = arguments(other)
    for folder in other.empty {
      #expect(
        has(all, "--size", "16777216", "--tmpfs", folder, "--chmod", "0777", folder))
    }
    #expect(has(all, "--perms", "0755", "--dir", "/kit"))
    let folder = all.lastIndex(of: "/kit/cache/one")
    let link = all.firstIndex(of: "/kit/cache/one/A.pcm")
    #expect(folder != nil && link != nil && folder! < link!)
  }

  @Test func `a program is in the folder that it is given, else in that for temporary files`() {
    #expect(has(arguments(), "--chdir", "/tmp"))
    let all = Bubblewrap.arguments(policy, command: ["/x"], directory: "/work")
    #expect(has(all, "--chdir", "/work"))
  }

  @Test func `there is no network unless it is given`() {
    var given = policy
    given.hasNetwork = true
    #expect(arguments().contains("--unshare-net"))
    #expect(!arguments(given).contains("--unshare-net"))
  }

  @Test func `a number is given by the launcher alone, which can do nothing else`() {
    var numbered = policy
    numbered.user = .number(1_900_000_000)
    let all = arguments(numbered)
    #expect(!all.contains("--unshare-user"))
    #expect(has(all, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"))
    #expect(has(all, "/launcher", "5", "1900000000"))
    #expect(has(arguments(), "--unshare-user", "--uid", "65534"))
    #expect(has(arguments(), "/launcher", "5", "-"))
  }

  @Test func `limits and the command stand behind the launcher`() {
    #expect(
      has(arguments(), "/launcher", "5", "-", "core=0", "files=64", "--", "/tmp/build/Subject"))
  }

  @Test func `of the environment only what is given comes in`() {
    let all = arguments(environment: ["B": "2", "A": "1"])
    #expect(has(all, "--clearenv", "--setenv", "A", "1", "--setenv", "B", "2"))
  }

  @Test func `a judge sees all files, has a loopback of its own, and ends with its grader`() {
    let all = Bubblewrap.argumentsOfJudge(command: ["/bundle", "--filter"])
    #expect(has(all, "--dev-bind", "/", "/"))
    for word in ["--unshare-net", "--unshare-pid", "--die-with-parent"] {
      #expect(all.contains(word))
    }
    #expect(has(all, "--", "/bundle", "--filter"))
  }

  @Test func `each subject has another user where root starts it`() {
    let users = (0..<20).map { _ in SandboxPolicy.freshUser() }
    for one in users { #expect(users.count { $0 == one } == 1) }
  }

  @Test func `a policy comes through as JSON`() throws {
    var other = policy
    other.user = .number(7)
    other.writable = ["/w"]
    for one in [policy, other] {
      let read = try JSONDecoder().decode(SandboxPolicy.self, from: JSONEncoder().encode(one))
      #expect(read == one)
    }
  }
}
