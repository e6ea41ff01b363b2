import Testing

@testable import Judge

extension Words {
  fileprivate init(_ diagnosis: Diagnosis) { self = diagnosis.words }
}

/// What holds for all words; what each mistake's are is in the golden files.
struct WordsTests {
  // MARK: Every mistake

  @Test(arguments: Diagnosis.samples)
  func `each mistake has words for what was seen, and one question`(diagnosis: Diagnosis) {
    let words = Words(diagnosis)
    #expect(!words.seen.isEmpty)
    #expect(!words.seen.contains("?"))
    #expect(words.question.hasSuffix("?"))
    #expect(words.question.count { $0 == "?" } == 1)
  }

  @Test(arguments: Diagnosis.samples)
  func `no words are the program's own`(diagnosis: Diagnosis) {
    let words = Words(diagnosis)
    for text in [words.seen, words.question] {
      #expect(!text.contains("\(diagnosis.caseName)("))
      #expect(!text.contains("Optional("))
    }
  }

  @Test(arguments: Diagnosis.samples)
  func `words are sentences without doubled or missing spaces`(diagnosis: Diagnosis) {
    let words = Words(diagnosis)
    for text in [words.seen, words.question] {
      #expect(!text.contains("  "))
      #expect(!text.contains("\n"))
      #expect(text.first?.isWhitespace == false)
      #expect(text.last?.isWhitespace == false)
      #expect(!text.contains(#/[a-z`][.;][A-Z]/#))
    }
  }

  @Test(arguments: Diagnosis.samples)
  func `two mistakes have different words`(diagnosis: Diagnosis) {
    let same = Diagnosis.samples.filter { Words($0) == Words(diagnosis) }
    #expect(same == [diagnosis])
  }

  @Test(arguments: Diagnosis.samples)
  func `the call or the work is named in what was seen`(diagnosis: Diagnosis) throws {
    let evidence = try diagnosis.encoded().evidence
    let words = Words(diagnosis)
    if words.tellsCall {
      let call = try #require(evidence["call"].string ?? evidence["doing"].string)
      #expect(words.seen.hasPrefix("\(call): "))
    }
    // These belong to the process, or to all calls at once.
    guard !["leaksDescriptors", "fewAtOnce"].contains(diagnosis.caseName) else { return }
    let names = ["call", "doing", "work", "callback", "failed"].compactMap { evidence[$0].string }
    let name = try #require(names.first)
    #expect((words.seen + words.question).contains(name))
  }

  // MARK: Parts of sentences

  @Test func `of several that wait the last is told with and`() {
    #expect(inARow(["task 3"]) == "task 3")
    #expect(inARow(["task 1", "task 3", "task 4"]) == "task 1, task 3 and task 4")
  }

  @Test func `the last words of a crash are its fatal error, wherever the stack put it`() {
    let output = """
      working
      Swift/Array.swift:11: Fatal error: Index out of range
      Current stack trace:
      0    libswiftCore.so   0x00007f1 <unavailable> + 5632
      1    Subject           0x000056b <unavailable> + 9143
      """
    #expect(lastWords(in: output) == "Swift/Array.swift:11: Fatal error: Index out of range")
    let precondition = "m/m.swift:1: Precondition failed: too few"
    let trace = "\nCurrent stack trace:\n0    libswiftCore.so   0x00007f1 swift_reportError + 33"
    #expect(lastWords(in: precondition + trace) == precondition)
    #expect(lastWords(in: "one\ntwo\n7  libc.so  0x1 <unavailable> + 1\n") == "one\ntwo")
    #expect(lastWords(in: "") == "")
  }

  // MARK: Long lists and texts

  @Test func `of many numbers six are told and how many they are`() {
    let words = Words(.results(.lostUpdate(call: "f()", count: 500, first: Array(1...12))))
    #expect(words.seen.contains(" 1, 2, 3, 4, 5, 6, ... (500 in all),"))
  }

  @Test func `six numbers are all told`() {
    let words = Words(.results(.lostUpdate(call: "f()", count: 6, first: Array(1...6))))
    #expect(words.seen.contains(" 1, 2, 3, 4, 5, 6, but"))
  }

  @Test func `of seven numbers the last is left out`() {
    let words = Words(.results(.lostUpdate(call: "f()", count: 7, first: Array(1...7))))
    #expect(words.seen.contains(" 1, 2, 3, 4, 5, 6, ... (7 in all),"))
  }

  @Test func `a long item of a list is cut in its middle`() {
    let item = String(repeating: "a", count: 300) + "z"
    let words = Words(.results(.missedWork(call: "f()", work: "fetch", count: 1, first: [item])))
    #expect(words.seen.count < 150)
    #expect(words.seen.contains("aaa ... aaa"))
    #expect(words.seen.contains("aaz."))
  }

  @Test func `a text that is long enough to be cut keeps both ends`() {
    let text = "beginning and" + String(repeating: "x", count: 100) + "and the end"
    #expect(shortened(text, to: 25) == "beginning  ... nd the end")
  }

  @Test(arguments: [5, 24, 25, 26, 400])
  func `a cut text is never longer than asked for`(limit: Int) {
    #expect(shortened(String(repeating: "x", count: 1000), to: limit).count <= limit)
  }

  @Test func `long texts that differ are told with their lengths and how far they agree`() {
    let long = String(repeating: "x", count: 1_000_000)
    let cut = compared(long, String(long.prefix(65_536)), to: 12)
    #expect(cut.expected == "\"xxx ... xxx\" (1,000,000 characters)")
    #expect(cut.actual == "\"xxx ... xxx\" (65,536 characters, the same up to there)")
    let other = compared(long, long.prefix(4_999) + "y" + long, to: 12).actual
    #expect(
      other.hasSuffix("(1,005,000 characters, of which number 5,000 is the first that differs)"))
    #expect(compared("a b", "c", to: 12) == ("\"a b\"", "\"c\""))
  }

  @Test func `a text that just fits isn't cut`() {
    let text = String(repeating: "x", count: 25)
    #expect(shortened(text, to: 25) == text)
  }

  @Test func `a long print is cut in its middle`() {
    let printed = String(repeating: "a", count: 5000) + "the end"
    let words = Words(.ends(.crashed(doing: "f()", signal: 5, printed: printed, place: "")))
    #expect(words.seen.count < 500)
    #expect(words.seen.hasSuffix("the end"))
  }
}
