import Testing

@testable import grader

@Suite struct WrappingTests {
  @Test(arguments: [
    ("one two three", "one two three"),
    ("one two three four five six", "one two three four\nfive six"),
    ("   one two three four five", "   one two three\n   four five"),
    ("- one two three four five", "- one two three four\n  five"),
    ("12. one two three four five", "12. one two three\n    four five"),
    ("", ""),
    ("exactly twenty chars", "exactly twenty chars"),
    ("awordthatislongerthantwentycolumns", "awordthatislongertha\nntwentycolumns"),
    ("one awordthatislongerthantwentycolumns", "one\nawordthatislongertha\nntwentycolumns"),
  ])
  func `lines are broken between words, and go on where they began`(
    line: String, expected: String
  ) {
    #expect(wrapped(line, to: 20) == expected)
  }

  @Test func `wide characters take two columns, and marks on letters none`() {
    #expect(columns(of: "a\u{301}b") == 2)
    #expect(columns(of: "\u{6F22}\u{5B57}") == 4)
    #expect(columns(of: "\u{1F600}") == 2)
    #expect(
      wrapped("\u{6F22}\u{6F22} \u{6F22}\u{6F22}", to: 8) == "\u{6F22}\u{6F22}\n\u{6F22}\u{6F22}")
  }

  @Test func `what would move the cursor is replaced`() {
    #expect(wrapped("a\u{1b}[2Jb\tc\rd", to: 80) == "a\u{FFFD}[2Jb    c\u{FFFD}d")
  }

  @Test(arguments: 20...40)
  func `no line is ever wider than it may be`(width: Int) {
    let text = """
      A sentence of several words, and `aNameThatGoesOnForVeryLong.indeedForMuchTooLong(and: on)`.
                                            a line that is far to the right
        - a point of a list, which goes on and on, with \u{6F22}\u{5B57}\u{6F22}\u{5B57} in it
      """
    let lines = Layout(width: width).wrapped(text).split(separator: "\n")
    #expect(lines.allSatisfy { columns(of: $0) <= width })
  }

  @Test func `rows of whole tables stay whole`() {
    let row = "> 12  " + String(repeating: "reads value 1  ", count: 10)
    #expect(Layout(isWide: true).wrapped(row) == row)
    #expect(Layout().wrapped(row) != row)
    let prose = String(repeating: "word ", count: 40)
    #expect(Layout(isWide: true).wrapped(prose) == Layout().wrapped(prose))
  }
}
