import Foundation
import Testing
import ThreadActivity

@testable import Judge

@Suite struct FamilyTests {
  @Test func `a process and what it started are known until they have ended`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "sleep 60; :"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let pid = process.processIdentifier
    defer { kill(pid, SIGKILL) }
    #expect(Family.members(of: getpid()).contains(Family.Member(pid: pid, hasEnded: false)))
    #expect(Family.program(of: pid) != nil)
    #expect(Family.descriptors(of: pid) >= 3)
    // The shell starts its own child a little later.
    let deadline = ContinuousClock.now + .seconds(20)
    while Family.members(of: pid).isEmpty, ContinuousClock.now < deadline { usleep(1000) }
    let child = try #require(Family.members(of: pid).first)
    defer { kill(child.pid, SIGKILL) }
    #expect(Family.members(of: getpid()).contains(child))
    var managers = Activity.Managers()
    #expect(Activity.of(process: pid, withFamily: true, managers: &managers)?.threads == 1)

    kill(child.pid, SIGKILL)
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
