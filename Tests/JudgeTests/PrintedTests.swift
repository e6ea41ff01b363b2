import Foundation
import Testing

@testable import Judge

struct PrintedTests {
  @Test func `nothing printed is an empty text`() {
    #expect(Printed().text == "")
  }

  @Test func `short output is kept as it is`() {
    #expect(Printed(Data("one\ntwo é\n".utf8)).text == "one\ntwo é\n")
  }

  @Test func `output that fits both halves has nothing left out`() {
    let text = Self.letters(2 * Printed.kept)
    #expect(Printed(Data(text.utf8)).text == text)
  }

  @Test func `of longer output the beginning and the end are kept`() {
    let text = Self.letters(2 * Printed.kept + 10)
    let gap = "\n[... 10 bytes left out ...]\n"
    let kept = text.prefix(Printed.kept) + gap + text.suffix(Printed.kept)
    #expect(Printed(Data(text.utf8)).text == kept)
  }

  @Test func `all that was printed is counted`() {
    var printed = Printed()
    for _ in 0..<5 { printed.append(Data(count: 3000)) }
    #expect(printed.total == 15_000)
  }

  @Test(arguments: [1, 7, Printed.kept - 1, Printed.kept, Printed.kept + 1])
  func `pieces give the same as the whole`(size: Int) {
    let whole = Data(Self.letters(3 * Printed.kept + 5).utf8)
    var printed = Printed()
    for start in stride(from: 0, to: whole.count, by: size) {
      printed.append(whole[start..<min(start + size, whole.count)])
    }
    #expect(printed == Printed(whole))
  }

  @Test func `bytes that are no text don't hide the rest`() {
    #expect(Printed(Data([0x61, 0xFF, 0x62])).text == "a\u{FFFD}b")
  }

  @Test func `control characters can be seen, and a crash's list of calls is left out`() {
    let text =
      "\u{1b}[2Jone\nFatal error: no\nCurrent stack trace:\n"
      + "0    libswiftCore.so   0x00007f3b1c2d4e5f <unavailable> + 3821407\n"
      + "12   x                 0x000055d0c0ffee00 main + 12\n7 days 0x1\n"
    #expect(Printed(Data(text.utf8)).text == "␛[2Jone\nFatal error: no\n7 days 0x1\n")
  }

  /// So many letters, of which no two neighbouring stretches are alike.
  private static func letters(_ count: Int) -> String {
    String(decoding: (0..<count).map { 97 + UInt8($0 * $0 / 7 % 26) }, as: UTF8.self)
  }
}

extension Printed {
  fileprivate init(_ bytes: Data) {
    self.init()
    append(bytes)
  }
}
