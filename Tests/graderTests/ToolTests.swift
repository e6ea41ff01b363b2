import Foundation
import Testing

@testable import grader

@Suite struct ToolTests {
  @Test func `a program that takes too long is killed`() throws {
    let result = try shell("sleep 60", timeoutIfStarved: nil).run()
    #expect(result.isTimedOut)
    #expect(!result.isStarved)
  }

  @Test func `a program that got no processor time gets more time`() throws {
    let result = try shell("sleep 1; echo done", timeoutIfStarved: .seconds(60)).run()
    #expect(!result.isTimedOut)
    #expect(result.status == 0)
    #expect(result.output == "done\n")
  }

  @Test func `but not without an end`() throws {
    let result = try shell("sleep 60", timeoutIfStarved: .seconds(1)).run()
    #expect(result.isTimedOut)
    #expect(result.isStarved)
  }

  @Test func `a program that used its time is killed, however busy the machine is`() throws {
    let result = try shell("while :; do :; done", timeoutIfStarved: .seconds(60)).run()
    #expect(result.isTimedOut)
    #expect(!result.isStarved)
  }

  @Test func `a program that only sleeps beyond its time doesn't wait for a processor`() throws {
    var tool = shell("sleep 60", timeoutIfStarved: .seconds(60))
    tool.timeAsleep = .milliseconds(500)
    let result = try tool.run()
    #expect(result.isTimedOut)
    #expect(!result.isStarved)
  }

  @Test func `what a program prints beyond its limit ends it`() throws {
    var tool = shell("while :; do echo 0123456789; done", timeoutIfStarved: nil)
    (tool.timeout, tool.most) = (.seconds(60), Tool.Most(memory: 1 << 30, output: 100_000))
    let result = try tool.run()
    #expect(result.excess == .output(100_000))
    #expect(result.output.utf8.count == 100_000)
    #expect(!result.isTimedOut)
  }

  @Test func `what a program and those that it has started hold is counted together`() throws {
    // A quarter of a GB, in a child.
    let doublings = "i=0; while [ $i -lt 24 ]; do x=$x$x; i=$((i + 1)); done"
    var tool = shell(
      "(x=0123456789abcdef; \(doublings); sleep 20) & wait", timeoutIfStarved: nil)
    (tool.timeout, tool.most) = (.seconds(60), Tool.Most(memory: 64 << 20, output: 100_000))
    #expect(try tool.run().excess == .memory(64 << 20))
  }

  @Test func `a program that leaves something out of reach isn't waited for without an end`() throws
  {
    let start = ContinuousClock.now
    // In a group of its own, and it ends by itself.
    let result = try shell("setsid sleep 30 & sleep 60", timeoutIfStarved: nil).run()
    #expect(result.isTimedOut)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `a program is started with the memory that it may take`() throws {
    let result = try shell("ulimit -v", timeoutIfStarved: .seconds(60))
      .limited(toMemory: 1 << 30).run()
    #if os(Linux)
      #expect(result.output == "1048576\n")
    #endif
    #expect(result.status == 0)
  }

  private func shell(_ line: String, timeoutIfStarved: Duration?) -> Tool {
    Tool(
      executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", line],
      timeout: .milliseconds(200), timeoutIfStarved: timeoutIfStarved)
  }
}
