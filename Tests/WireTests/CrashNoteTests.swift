import Testing
import Wire

@Suite struct CrashNoteTests {
  @Test func `output without a note is kept as it is`() {
    let (rest, calls) = CrashNote.split("one\ntwo\n")
    #expect(rest == "one\ntwo\n")
    #expect(calls.isEmpty)
  }

  @Test func `a note is taken out, with its calls`() {
    let (rest, calls) = CrashNote.split("Fatal error: no\n\n\(CrashNote.sign) 1f 0a2B\n")
    #expect(rest == "Fatal error: no\n")
    #expect(calls == [0x1f, 0xa2b])
  }

  @Test func `a note that was cut off gives what is there`() {
    #expect(CrashNote.split("\n\(CrashNote.sign)").calls.isEmpty)
    #expect(CrashNote.split("\n\(CrashNote.sign) 12 zz").calls == [0x12])
  }
}
