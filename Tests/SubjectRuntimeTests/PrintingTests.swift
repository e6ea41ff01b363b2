import Foundation
import Control
import Testing

@Suite struct PrintingTests {
  @Test func `the line before the end of a process that is killed is there`() async {
    let result = await #expect(
      processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]
    ) {
      printByLines()
      print("the last line")
      kill(getpid(), SIGKILL)
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    #expect(output.contains("the last line\n"))
  }
}
