import Foundation
import Testing

@testable import Judge

#if os(Linux)
  @Suite struct SandboxedStartTests {
    /// What starting a program comes to with these in bubblewrap's place.
    private func failure(bubblewrap: String) -> LaunchError? {
      let policy = SandboxPolicy(
        bubblewrap: bubblewrap, launcher: "/launcher", user: .nobody, readable: [])
      return #expect(throws: LaunchError.self) {
        _ = try ChildProcess(executable: URL(fileURLWithPath: "/bin/true"), policy: policy)
      }
    }

    @Test func `a sandbox that ends without a word is told, and nobody waits for it`() {
      #expect(failure(bubblewrap: "/bin/false")?.what == "set up the sandbox ()")
    }

    @Test func `what a sandbox says of its failure is told`() {
      // It doesn't know what bubblewrap is called with.
      let what = failure(bubblewrap: "/bin/cat")?.what ?? ""
      #expect(what.hasPrefix("set up the sandbox (/bin/cat: "))
    }

    @Test func `a bubblewrap that isn't there is told`() {
      #expect(failure(bubblewrap: "/nowhere/bwrap")?.what == "start /nowhere/bwrap")
    }
  }
#endif
