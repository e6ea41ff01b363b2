import Foundation
import Judge
import Testing

/// Runs the launcher, and returns what it told of a program: it needs no sandbox for that.
private func told(limits: [String] = [], _ command: String...) throws
  -> String
{
  let file = FileManager.default.temporaryDirectory
    .appendingPathComponent("LauncherTests-\(UUID().uuidString)")
  // Nothing is there before it starts, and what is left of it changes nothing.
  defer { try? FileManager.default.removeItem(at: file) }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  let launcher = SubjectPrograms.lineWorker.deletingLastPathComponent()
    .appendingPathComponent("Launcher")
  process.arguments =
    ["-c", #"exec "$0" "$@" 5>"$TOLD""#, launcher.path, "5", "-"] + limits + ["--"] + command
  process.environment = ["TOLD": file.path]
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return try String(contentsOf: file, encoding: .utf8)
}

#if os(Linux)
  @Suite struct LauncherTests {
    @Test(arguments: [
      ("exit 3", "started\nexited 3 "), ("exit 0", "started\nexited 0 "),
      ("kill -9 $$", "started\nsignalled 9 "), ("kill -6 $$", "started\nsignalled 6 "),
    ])
    func `the end of a program is told as it was`(script: String, end: String) throws {
      #expect(try told("/bin/sh", "-c", script).hasPrefix(end))
    }

    @Test func `a program that isn't there is told with the system's reason`() throws {
      #expect(try told("/nowhere/program").hasPrefix("failed /nowhere/program: No such file"))
    }

    @Test func `a limit that there is not is told`() throws {
      #expect(try told(limits: ["sleep=3"], "/bin/true").hasPrefix("failed sleep=3: "))
    }

    @Test func `a program has its limits from its beginning`() throws {
      let all = try told(limits: ["files=17", "core=0"], "/bin/sh", "-c", "[ $(ulimit -n) = 17 ]")
      #expect(all.hasPrefix("started\nexited 0 "))
    }

    @Test func `a program never has the descriptor on which it is told of`() throws {
      let all = try told("/bin/sh", "-c", "echo forged >&5")
      #expect(!all.contains("forged"))
      #expect(all.hasPrefix("started\nexited "))
    }

    @Test func `a program that lasts is waited for where it was given few descriptors`() throws {
      // What the launcher opens for itself mustn't take the place of one that wasn't given: it closes those.
      #expect(try told("/bin/sh", "-c", "sleep 0.2; exit 3").hasPrefix("started\nexited 3 "))
    }

    @Test func `a program is in a group of its own, and so kills nobody else with it`() throws {
      #expect(try told("/bin/sh", "-c", "kill -9 0").hasPrefix("started\nsignalled 9 "))
    }
  }
#endif
