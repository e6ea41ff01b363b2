import Foundation
import Testing
import ThreadActivity

@testable import Judge

@Suite struct FamilyTests {
  @Test func `a process and what it started are known until they have ended`() throws {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "sleep 60 & echo $!; read line; kill $!; wait"]
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let child = try #require(pid_t(said.trimmingCharacters(in: .whitespacesAndNewlines)))

    let pid = process.processIdentifier
    let own = Family.members(of: getpid())
    #expect(own.contains(Family.Member(pid: pid, hasEnded: false)))
    #expect(own.contains(Family.Member(pid: child, hasEnded: false)))
    #expect(Family.members(of: pid) == [Family.Member(pid: child, hasEnded: false)])
    #expect(Family.program(of: child) != nil)
    #expect(Family.descriptors(of: pid) >= 3)
    let activity = try #require(Activity.of(family: pid))
    #expect(activity.threads == 1)

    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(Family.members(of: getpid()).allSatisfy { $0.pid != pid })
    #expect(Family.program(of: pid) == nil)
  }

  @Test func `the own threads are counted`() {
    let before = Activity.ownThreads
    #expect(before >= 1)
    let go = DispatchSemaphore(value: 0)
    let isThere = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      isThere.signal()
      go.wait()
    }
    isThere.wait()
    #expect(Activity.ownThreads >= 2)
    go.signal()
  }
}
