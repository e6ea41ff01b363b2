import Testing

@testable import Judge

extension Words {
  fileprivate init(_ diagnosis: Diagnosis) { self = diagnosis.words }
}

struct WordsTests {
  // MARK: Every mistake

  @Test(arguments: Diagnosis.samples)
  func `each mistake has words for what was seen and why it is one`(diagnosis: Diagnosis) {
    let words = Words(diagnosis)
    #expect(!words.seen.isEmpty)
    #expect(!words.why.isEmpty)
  }

  @Test(arguments: Diagnosis.samples)
  func `no words are the program's own`(diagnosis: Diagnosis) {
    let words = Words(diagnosis)
    for text in [words.seen, words.why] {
      #expect(!text.contains("\(diagnosis.caseName)("))
      #expect(!text.contains("Optional("))
    }
  }

  @Test(arguments: Diagnosis.samples)
  func `words are sentences without doubled or missing spaces`(diagnosis: Diagnosis) {
    let words = Words(diagnosis)
    for text in [words.seen, words.why] {
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
    #expect((words.seen + words.why).contains(name))
  }

  // MARK: Numbers

  @Test func `what was seen has its numbers`() {
    let words = Words(.crowds(.underParallel(work: "fetch", asked: 14, seen: 6, queue: "")))
    let start = "14 calls of `fetch` were to be under way at once, but never more than 6 were."
    #expect(words.seen.hasPrefix(start))
  }

  @Test func `work without items is told by its number`() {
    let lost = Words(.results(.lostUpdate(call: "f()", count: 7, first: [])))
    #expect(lost.seen.hasSuffix("in the end 7 additions were missing."))
    let missed = Words(.results(.missedWork(call: "f()", work: "+= 1", count: 11, first: [])))
    #expect(missed.seen == "f(): `+= 1` should have been done 11 more times.")
    let repeated = Words(.results(.repeatedWork(call: "f()", work: "+= 1", count: 1, first: [])))
    #expect(repeated.seen == "f(): `+= 1` was done once too often.")
  }

  @Test func `where all tasks have one thread it is not the program's only one`() {
    let one = Words(.tasks(.blocksPool(doing: "f()", threads: 1)))
    #expect(one.seen.hasSuffix("The one thread of all tasks slept in a call that blocks."))
    let more = Words(.tasks(.blocksPool(doing: "f()", threads: 3)))
    #expect(more.seen.hasSuffix("The program's 3 threads slept in calls that block."))
  }

  @Test func `what processes do is no call of a function`() {
    let missed = Words(
      .results(.missedWork(call: "f()", work: "program", count: 1, first: ["\"one\""])))
    #expect(missed.seen == "f(): no process was ever given \"one\".")
    let unbounded = Words(.crowds(.unbounded(work: "program", asked: 2, seen: 3)))
    #expect(unbounded.seen.hasSuffix("but 3 lines in processes were under way at once."))
  }

  @Test func `which of a process's pipes nobody read is told`() {
    let words = Words(.processes(.pipeDeadlock(doing: "f()", pipe: "standard error", bytes: 9)))
    let end = "A process had 9 bytes to write to its standard error, and nobody read them."
    #expect(words.seen.hasSuffix(end))
  }

  @Test func `of several that wait the last is told with and`() {
    #expect(inARow(["task 3"]) == "task 3")
    #expect(inARow(["task 1", "task 3", "task 4"]) == "task 1, task 3 and task 4")
  }

  @Test func `memory is told in megabytes`() {
    let words = Words(
      .ends(.outOfMemory(doing: "f()", bytes: 1600 << 20, limit: 1536 << 20, threads: 0)))
    #expect(words.seen == "f(): the program held 1600 MB; 1536 MB are allowed.")
  }

  @Test func `speedups have two places`() {
    let rounds = Array(repeating: Round(before: 1.9, student: 1.256, after: 1.874), count: 6)
    let measured = Measurement(rounds, by: SpeedupRule(workers: 2))
    let words = Words(.waiting(.tooSlow(work: "f", measurement: measured)))
    #expect(words.seen.contains(" 1.26 times "))
    #expect(words.seen.contains(" 1.87 times "))
  }

  @Test func `one is told in the singular`() {
    let unbounded = Words(.crowds(.unbounded(work: "fetch", asked: 1, seen: 2)))
    #expect(unbounded.seen.hasPrefix("At most 1 at a time was asked for"))
    let lost = Words(.results(.lostUpdate(call: "f()", count: 1, first: [7])))
    #expect(lost.seen.contains(" contain it."))
    let busy = Words(.waiting(.busyWait(work: "fetch", held: 1, cpuMilliseconds: 900)))
    #expect(busy.seen.hasPrefix("The judge held 1 call of `fetch`,"))
    let started = Words(.processes(.tooManyProcesses(call: "f()", asked: 1, started: 2, kind: "")))
    #expect(started.seen == "f(): 1 process was asked for; 2 were started.")
    let late = Words(
      .waiting(.timedOut(doing: "f()", milliseconds: 9, cpuMilliseconds: 9, running: 1)))
    #expect(late.seen.hasSuffix("At the end 1 thread was still running."))
  }

  // MARK: Special cases

  @Test func `the shared pool is explained to whom it limits`() {
    let words = Words(.crowds(.underParallel(work: "fetch", asked: 8, seen: 2, queue: "workers")))
    #expect(words.seen.contains("the Dispatch queue \"workers\""))
    #expect(words.why.contains("shared pool"))
  }

  @Test func `the shared pool isn't spoken of where no queue was seen`() {
    let words = Words(.crowds(.underParallel(work: "fetch", asked: 8, seen: 2, queue: "")))
    #expect(!words.seen.contains("Dispatch"))
    #expect(!words.why.contains("pool"))
  }

  @Test func `tasks are not said to run on a Dispatch queue`() {
    let words = Words(
      .crowds(.underParallel(work: "fetch", asked: 8, seen: 2, queue: "Swift tasks")))
    #expect(words.seen.contains("Swift tasks"))
    #expect(!(words.seen + words.why).contains("Dispatch"))
  }

  @Test func `of miscounted calls the first wrong one is told`() {
    let words = Words(
      .waiting(
        .miscountedCallback(
          callback: "progress", expected: ["1 of 3", "2 of 3", "3 of 3"],
          calls: ["1 of 3", "1 of 3", "2 of 3"])))
    #expect(words.seen.hasPrefix("Call 2 of `progress`"))
    #expect(words.seen.contains("\"2 of 3\""))
    #expect(words.seen.contains("\"1 of 3\""))
  }

  @Test func `of calls that are right but too few the number is told`() {
    let words = Words(
      .waiting(
        .miscountedCallback(callback: "progress", expected: ["1", "2", "3"], calls: ["1", "2"])))
    #expect(words.seen.contains("2 times instead of 3"))
  }

  @Test func `a call without an end is told apart by whether anything ran`() {
    let runs = Words(
      .waiting(.timedOut(doing: "f()", milliseconds: 9, cpuMilliseconds: 9, running: 1)))
    let sleeps = Words(
      .waiting(.timedOut(doing: "f()", milliseconds: 9, cpuMilliseconds: 0, running: 0)))
    #expect(runs.why.contains("loop"))
    #expect(sleeps.why.contains("waits"))
  }

  @Test func `a crash shows what was printed last`() {
    let words = Words(
      .ends(
        .crashed(doing: "f()", signal: 9, printed: "\nFatal error: no\n\n", place: "A.swift:3: `x`")
      ))
    #expect(
      words.seen
        == "f(): the program crashed (signal 9) at A.swift:3: `x`. It printed: Fatal error: no")
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

  @Test func `a crash without output doesn't speak of any`() {
    let words = Words(.ends(.crashed(doing: "f()", signal: 9, printed: " \n", place: "")))
    #expect(words.seen == "f(): the program crashed (signal 9).")
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
