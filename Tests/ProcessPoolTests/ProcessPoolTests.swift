import Checks
import Judge
import Testing
import Wire

private let atOnce = Needed("two processes have a line at the same time") {
  try await judgedWithWorkers("mapInProcesses(30 lines, workers: 12)") { subject, workforce in
    let run = subject.run(
      request(echoes(30), workers: 12, workforce), held: [Workforce.gate])
    try subject.gatherProcesses(12)
    try subject.expectNoMore(than: 12, at: Workforce.gate)
    subject.open(Workforce.gate)
    _ = try subject.result(of: run)
  }
}

@Suite(.exercise("ProcessPool")) struct ProcessPoolTests {
  // MARK: Arguments

  @Test(.points(1)) func `no lines start nothing and fewer than 1 worker is refused`()
    async throws
  {
    try await judgedWithWorkers("mapInProcesses([], workers: 3)") { subject, workforce in
      let answers = try subject.result(of: subject.run(request([], workers: 3, workforce))).texts
      guard answers.isEmpty else {
        throw Diagnosis.results(
          .wrongResult(call: subject.doing, expected: "[]", actual: "\(answers)"))
      }
      try subject.expectStarted(atMost: 0)
    }
    for workers in [0, -1] {
      try await judgedWithWorkers("mapInProcesses(1 line, workers: \(workers))") {
        subject, workforce in
        try subject.expectRefusal(
          of: "workers", in: subject.run(request(echoes(1), workers: workers, workforce)))
      }
    }
  }

  // MARK: Answers

  @Test(.points(2)) func `every line is asked once and answered whole`() async throws {
    let texts = [
      "", "a", " two  words ", "ünïcödé ✓ 日本語", "tab\tand \"quotes\"", "the end\r", "",
      String(repeating: "x", count: 70_000), "last",
    ]
    for (count, workers) in [(texts.count, 3), (1, 1), (2, 5), (texts.count, 1)] {
      let lines = texts.prefix(count).enumerated().map { place, text in
        text.count > 1000 ? "large \(text.count)" : place == 6 ? "" : "echo \(text)"
      }
      try await judgedWithWorkers("mapInProcesses(\(count) lines, workers: \(workers))") {
        subject, workforce in
        let run = subject.run(
          request(lines.map { .string($0) }, workers: workers, workforce),
          reported: [Workforce.gate])
        let answers = try subject.result(of: run).texts
        try subject.expectAsked(lines)
        guard answers.sorted() == texts.prefix(count).sorted() else {
          let lost = texts.prefix(count).first { !answers.contains($0) } ?? ""
          let shown = compared(lost, answers.first { !texts.contains($0) } ?? "")
          throw Diagnosis.results(
            .wrongResult(
              call: subject.doing, expected: "each line's answer, among them \(shown.expected)",
              actual: "\(shown.actual) among \(answers.count) answers"))
        }
      }
    }
    try await judgedWithWorkers("mapInProcesses(6 equal lines, workers: 2)") { subject, workforce in
      let lines = Array(repeating: Value.string("unique"), count: 6)
      let answers = try subject.result(of: subject.run(request(lines, workers: 2, workforce))).texts
      guard Set(answers).count == 6 else {
        throw Diagnosis.results(
          .wrongResult(
            call: subject.doing, expected: "6 answers, each another one", actual: "\(answers)"))
      }
    }
    try await judgedWithWorkers(
      "mapInProcesses(4 lines, workers: 2) of a program whose exit status is 3"
    ) { subject, workforce in
      let call = request(echoes(4), workers: 2, workforce, options: ["--status", "3"])
      let answers = try subject.result(of: subject.run(call)).texts
      guard answers.count == 4 else {
        throw Diagnosis.results(
          .wrongResult(call: subject.doing, expected: "4 answers", actual: "\(answers)"))
      }
    }
  }

  @Test(.points(3), .needs(atOnce)) func `lines and answers of a million characters come through`()
    async throws
  {
    let long = 1_000_000
    let lines: [Value] = [
      .string("large \(long)"), ["echo": .int(long)], .string("large 70000"),
      .string("echo short"), .string("large \(long)"), ["echo": .int(long / 2)],
      .string("large 200000"), .string("large 200000"), .string("large 200000"),
    ]
    for workers in [1, 3] {
      try await judgedWithWorkers("mapInProcesses(9 lines, most of them long, workers: \(workers))")
      {
        subject, workforce in
        let run = subject.run(request(lines, workers: workers, workforce, isCounted: true))
        let counts = try subject.result(of: run).ints ?? []
        let expected = [
          long, long, 70_000, 5, long, long / 2, 200_000, 200_000, 200_000,
        ]
        guard counts.sorted() == expected.sorted() else {
          throw Diagnosis.results(
            .wrongResult(
              call: subject.doing, expected: "answers of \(expected) characters",
              actual: "\(counts)"))
        }
      }
    }
  }

  // MARK: How many at once

  @Test(.points(3)) func `as many processes as workers have a line at once`() async throws {
    try await atOnce()
  }

  @Test(.points(2), .needs(atOnce)) func `never more processes than workers are started`()
    async throws
  {
    for (workers, lines) in [(1, 6), (3, 14), (5, 2)] {
      try await judgedWithWorkers("mapInProcesses(\(lines) lines, workers: \(workers))") {
        subject, workforce in
        let run = subject.run(
          request(echoes(lines), workers: workers, workforce), held: [Workforce.gate])
        _ = try subject.wait(
          for: { $0[Workforce.gate].present.count >= min(workers, lines) },
          still: Limits.rendezvous)
        try subject.expectOwnProgram(asked: workers)
        try subject.expectNoMore(than: workers, at: Workforce.gate)
        subject.open(Workforce.gate)
        _ = try subject.result(of: run)
        try subject.expectStarted(atMost: workers)
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `one slow line does not hold up the others`() async throws
  {
    try await judgedWithWorkers("mapInProcesses(200 lines, workers: 4)") { subject, workforce in
      let run = subject.run(request(echoes(200), workers: 4, workforce), held: [Workforce.gate])
      try subject.gatherProcesses(4)
      try subject.expectOthersGoOn(
        at: Workforce.gate, workers: 4, items: echoes(200).compactMap(\.string))
      _ = try subject.result(of: run)
    }
  }

  // MARK: Order

  @Test(.points(2), .needs(atOnce)) func `answers come back in the order of their lines`()
    async throws
  {
    try await judgedWithWorkers("mapInProcesses(10 lines, workers: 4)") { subject, workforce in
      let run = subject.run(request(echoes(10), workers: 4, workforce), held: [Workforce.gate])
      try subject.releaseOneByOne(run, at: Workforce.gate, items: 10, workers: 4) {
        // Neither the longest held nor the last that came: shares of any kind end in disorder.
        $0.isEmpty ? nil : $0[$0.count / 2]
      }
      let answers = try subject.result(of: run).texts
      let expected = (0..<10).map { "answer \($0)" }
      guard answers == expected else {
        guard answers.sorted() == expected.sorted() else {
          throw Diagnosis.results(
            .wrongResult(call: subject.doing, expected: "\(expected)", actual: "\(answers)"))
        }
        throw Diagnosis.results(
          .orderLost(
            call: subject.doing, expected: "\(expected)", actual: "\(answers)",
            came: answers.map { 1 + (expected.firstIndex(of: $0) ?? -1) },
            ended: subject[Workforce.gate].itemsEnded.map {
              1 + (expected.firstIndex(of: String($0.dropFirst("echo ".count))) ?? -1)
            }))
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `what processes write to standard error holds nothing up`()
    async throws
  {
    try await judgedWithWorkers("mapInProcesses(60 lines of a program that says a lot, workers: 2)")
    { subject, workforce in
      let call = request(echoes(60), workers: 2, workforce, options: ["--chatty"])
      let answers = try subject.result(of: subject.run(call)).texts
      guard answers.count == 60 else {
        throw Diagnosis.results(
          .wrongResult(call: subject.doing, expected: "60 answers", actual: "\(answers.count)"))
      }
    }
  }

  // MARK: Failures

  @Test(.points(3), .needs(atOnce)) func `a process that ends before it has answered is an error`()
    async throws
  {
    for (fault, words) in [
      ("exit", "exits"), ("signal", "is killed"), ("close", "closes its output"),
      ("half", "ends in the middle of an answer"),
    ] {
      for place in [0, 3, 6] {
        var all = echoes(7)
        all[place] = .string(fault)
        let lines = all
        let doing =
          "mapInProcesses(7 lines, workers: 2), where a process \(words) at input \(place + 1)"
        try await judgedWithWorkers(doing) { subject, workforce in
          let run = subject.run(request(lines, workers: 2, workforce))
          try subject.expectError(in: run, fault: "a process \(words)")
          try subject.expectNoProcessLeft()
          // And the next call is none the worse.
          try subject.expectNextCall(workforce, after: "a process \(words)")
        }
      }
    }
    for workers in [1, 2] {
      let lines = (0..<5).map { Value.string("last answer \($0)") }
      let doing = "mapInProcesses(5 lines of a program that ends after 1 line, workers: \(workers))"
      try await judgedWithWorkers(doing) { subject, workforce in
        let run = subject.run(request(lines, workers: workers, workforce))
        _ = try subject.outcome(of: run)
        try subject.expectStarted(atMost: workers)
        try subject.expectError(in: run, fault: "all processes had ended")
        try subject.expectNoProcessLeft()
      }
    }
  }

  @Test(.points(1)) func `a program that can't be started, or ends at once, is an error`()
    async throws
  {
    try await judgedWithWorkers("mapInProcesses(5 lines, workers: 2) of a program that isn't there")
    {
      subject, workforce in
      var call = request(echoes(5), workers: 2, workforce)
      call["program"] = "/nowhere/no-such-program"
      try subject.expectError(in: subject.run(call), fault: "there is no such program")
      try subject.expectNextCall(workforce, after: "there was no such program")
    }
    try await judgedWithWorkers(
      "mapInProcesses(5 lines, workers: 2) of a program that ends at once"
    ) { subject, workforce in
      // One of the lines is longer than a pipe holds: writing it fails in the middle.
      let lines = [["echo": 200_000]] + echoes(4)
      for _ in 0..<3 {
        let call = request(lines, workers: 2, workforce, options: ["--stillborn"])
        try subject.expectError(in: subject.run(call), fault: "the program ended at once")
      }
      try subject.expectNoProcessLeft()
    }
  }

  // MARK: What is left

  @Test(.points(2), .needs(atOnce)) func `no process is left behind`() async throws {
    for (lines, workers) in [(9, 3), (2, 4)] {
      try await judgedWithWorkers("mapInProcesses(\(lines) lines, workers: \(workers))") {
        subject, workforce in
        for _ in 0..<2 {
          _ = try subject.result(
            of: subject.run(request(echoes(lines), workers: workers, workforce)))
        }
        try subject.expectNoProcessLeft()
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `no file descriptor is left open`() async throws {
    try await judgedWithWorkers("mapInProcesses(4 lines, workers: 2)") { subject, workforce in
      try subject.expectNoDescriptorsLeft(calls: 12) {
        _ = try subject.result(of: subject.run(request(echoes(4), workers: 2, workforce)))
      }
      try subject.expectNoDescriptorsLeft(calls: 12) {
        var call = request(echoes(4), workers: 2, workforce)
        call["program"] = "/nowhere/no-such-program"
        try subject.expectError(in: subject.run(call), fault: "there is no such program")
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `no thread is left behind`() async throws {
    try await judgedWithWorkers("mapInProcesses(4 lines, workers: 2)") { subject, workforce in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(of: subject.run(request(echoes(4), workers: 2, workforce)))
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `waiting costs no processor time`() async throws {
    try await judgedWithWorkers("mapInProcesses(6 lines, workers: 3)") { subject, workforce in
      let run = subject.run(request(echoes(6), workers: 3, workforce), held: [Workforce.gate])
      _ = try subject.wait(
        for: { $0[Workforce.gate].present.count >= 3 }, still: Limits.rendezvous)
      try subject.expectSleep(at: Workforce.gate)
      // And with one line to wait for, when nothing is left to ask.
      let last = subject[Workforce.gate].waiting.first
      while subject[Workforce.gate].ended < 5 {
        for next in subject[Workforce.gate].waiting where next != last { subject.release(next) }
        let end = try subject.wait(
          for: { state in
            state[Workforce.gate].ended == 5
              || state[Workforce.gate].waiting.contains { $0 != last }
          }, still: Limits.settled)
        guard end == .reached else { break }
      }
      try subject.expectSleep(at: Workforce.gate)
      subject.open(Workforce.gate)
      _ = try subject.result(of: run)
    }
  }

  // MARK: Computing

  @Test(.points(1), .needs(atOnce)) func `the primes up to ten million come from the pool`()
    async throws
  {
    let (limit, shares) = (10_000_000, 40)
    let width = limit / shares
    let lines: [Value] = (0..<shares).map {
      .string("primes \($0 * width + 1) \(($0 + 1) * width)")
    }
    try await judgedWithWorkers("mapInProcesses(\(shares) shares of the numbers up to \(limit))") {
      subject, workforce in
      let run = subject.run(request(lines, workers: 4, workforce))
      let answers = try subject.result(of: run, patience: .seconds(20)).texts
      let count = answers.reduce(0) { $0 + $1.split(separator: " ").count }
      guard count == 664_579 else {
        throw Diagnosis.results(
          .wrongResult(call: subject.doing, expected: "664579 primes", actual: "\(count)"))
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `several processes are faster than one`() async throws {
    guard Machine.cores >= 2 else {
      throw Stop.notMeasured("this machine grants one core, and computing side by side takes two")
    }
    let workers = min(Machine.cores, 4)
    // Foundation's way to wait for the end of a process takes up to 50 ms for each.
    var rule = SpeedupRule(workers: workers)
    rule.threshold = 0.65
    try await timed("program", by: rule) { start in
      let kit = try start("the kit's own processes")
      let student = try start("mapInProcesses, timed, workers: \(workers)")
      return {
        // Other numbers each time: nothing remembered from a round before helps.
        let low = Int.random(in: 20_000_000...30_000_000)
        let lines: [Value] = (0..<24).map {
          .string("count \(low + $0 * 60_000) \(low + $0 * 60_000 + 59_999)")
        }
        let call = Value.object(request(lines, workers: workers))
        return Runs(
          alone: { try kit.referenceSeconds(.object(request(lines, workers: 1))) },
          kit: { try kit.referenceSeconds(call) },
          student: {
            let (seconds, result) = try student.timed(call)
            guard result.texts.count == lines.count else {
              throw Diagnosis.results(
                .wrongResult(
                  call: student.doing, expected: "\(lines.count) answers",
                  actual: "\(result.texts.count)"))
            }
            return seconds
          })
      }
    }
  }
}

/// A call of `mapInProcesses`, as the subject's adapter reads it.
private func request(
  _ lines: [Value], workers: Int, _ workforce: Workforce? = nil, options: [String] = [],
  isCounted: Bool = false
) -> [String: Value] {
  let judge = workforce.map { ["--judge", "\($0.port)"] } ?? []
  return [
    "lines": .array(lines), "workers": .int(workers), "isCounted": .bool(isCounted),
    "program": .string(SubjectPrograms.lineWorker.path),
    "arguments": .array((judge + options).map { .string($0) }),
  ]
}

/// So many lines, each with an answer of its own.
private func echoes(_ count: Int) -> [Value] { (0..<count).map { .string("echo answer \($0)") } }

extension Value {
  /// The answers in what the adapter returned.
  fileprivate var texts: [String] { (array ?? []).map { $0.string ?? "" } }
}

extension Subject {
  fileprivate func run(
    _ request: [String: Value], held: [String] = [], reported: [String] = []
  ) -> Int {
    run(.object(request), held: held, reported: reported)
  }

  /// The first few lines, each in quotes.
  private func quoted(_ lines: [String]) -> [String] {
    lines.prefix(6).map { "\"\(shortened($0, to: 60))\"" }
  }

  /// Expects that each line was asked once; the same line twice is to be asked twice.
  fileprivate func expectAsked(_ lines: [String]) throws {
    let asked = Dictionary(grouping: self[Workforce.gate].arrivals, by: \.item).mapValues(\.count)
    let wanted = Dictionary(grouping: lines, by: { $0 }).mapValues(\.count)
    let missed = lines.filter { asked[$0, default: 0] < wanted[$0, default: 0] }
    let strange = asked.keys.filter { wanted[$0] == nil }
    // As many others came instead: then the lines were changed on their way.
    guard strange.count != missed.count || missed.isEmpty else { return }
    guard missed.isEmpty else {
      throw Diagnosis.results(
        .missedWork(
          call: doing, work: Workforce.gate, count: missed.count, first: quoted(missed),
          atReturn: atReturn(of: Workforce.gate)))
    }
    let repeated = asked.filter { $0.value > wanted[$0.key, default: 0] }.keys.sorted()
    guard repeated.isEmpty else {
      throw Diagnosis.results(
        .repeatedWork(
          call: doing, work: Workforce.gate, count: repeated.count, first: quoted(repeated),
          how: repetition(of: repeated, at: Workforce.gate)))
    }
  }

  /// Expects that a run throws an error of its own.
  fileprivate func expectError(in run: Int, fault: String) throws {
    let outcome = try outcome(of: run)
    switch outcome {
    case .threw: return
    case .notStarted: throw Stop.notStarted
    case .returned, .invalidArgument:
      throw Diagnosis.failures(
        .errorSwallowed(
          failed: "A line", fault: fault, expected: "an error", actual: outcome.inWords))
    }
  }

  /// Expects that another call comes back whole.
  fileprivate func expectNextCall(_ workforce: Workforce, after fault: String) throws {
    let run = run(request(echoes(3), workers: 2, workforce))
    do {
      let answers = try result(of: run).texts
      guard answers.sorted() == ["answer 0", "answer 1", "answer 2"] else {
        throw Diagnosis.failures(
          .errorSpreads(
            failed: "The call before", fault: fault, item: "the next call", expected: "3 answers",
            actual: "\(answers)"))
      }
    } catch Diagnosis.waiting(.deadlock(let doing, let threads, _, let byThen, let stuck)) {
      throw Diagnosis.waiting(
        .lockLeft(doing: doing, fault: fault, threads: threads, byThen: byThen, stuck: stuck))
    }
  }
}
