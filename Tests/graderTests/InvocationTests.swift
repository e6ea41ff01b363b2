import Testing

@testable import grader

@Suite struct InvocationTests {
  @Test(arguments: [[], ["check"]])
  func `without arguments every exercise is checked and the report is text`(
    arguments: [String]
  ) throws {
    let options = Invocation.CheckOptions(
      exercises: [], root: nil, format: .text, isQuick: false)
    #expect(try Invocation(arguments) == .check(options))
  }

  @Test(arguments: [
    ["check", "Ropes", "Mills", "--root", "work", "--format", "json", "--quick", "--workers", "3"],
    ["--workers", "3", "--quick", "--format", "json", "Ropes", "--root", "work", "Mills"],
    ["Ropes", "--root", "work", "Mills", "--quick", "--workers", "3", "--format", "json"],
  ])
  func `check takes names and options in any order, and its own name may be left out`(
    arguments: [String]
  ) throws {
    let options = Invocation.CheckOptions(
      exercises: ["Ropes", "Mills"], root: "work", format: .json, isQuick: true, workers: 3)
    #expect(try Invocation(arguments) == .check(options))
  }

  @Test func `grade takes the class and the place for reports, and leaves the rest open`() throws {
    let options = Invocation.GradeOptions(
      directory: "class", out: "reports", jobs: nil, isQuick: false)
    #expect(try Invocation(["grade", "class", "--out", "reports"]) == .grade(options))
  }

  @Test(arguments: [
    ["grade", "class", "--out", "reports", "--jobs", "3", "--workers", "2", "--quick"],
    ["grade", "--quick", "--workers", "2", "--jobs", "3", "--out", "reports", "class"],
  ])
  func `grade takes its options in any order`(arguments: [String]) throws {
    let options = Invocation.GradeOptions(
      directory: "class", out: "reports", jobs: 3, isQuick: true, workers: 2)
    #expect(try Invocation(arguments) == .grade(options))
  }

  @Test func `verify proves every exercise unless some are named`() throws {
    let all = Invocation.VerifyOptions(solutions: [], jobs: nil, format: .text)
    #expect(try Invocation(["verify"]) == .verify(all))
    let some = Invocation.VerifyOptions(solutions: ["Mills", "Ropes"], jobs: 2, format: .json)
    #expect(
      try Invocation(["verify", "Mills", "--jobs", "2", "Ropes", "--format", "json"])
        == .verify(some))
  }

  @Test func `verify can be repeated, under load and on fewer cores`() throws {
    let options = Invocation.VerifyOptions(solutions: ["Mills"], times: 300, load: 2, cores: 1)
    let arguments = ["verify", "Mills", "--repeat", "300", "--load", "2", "--cores", "1"]
    #expect(try Invocation(arguments) == .verify(options))
    #expect(throws: UsageError.self) { try Invocation(["verify", "--repeat", "0"]) }
    #expect(throws: UsageError.self) { try Invocation(["verify", "--cores", "0"]) }
  }

  @Test func `replay takes an exercise and a token`() throws {
    let options = Invocation.ReplayOptions(exercise: "Mills", token: "e30=", root: "work")
    #expect(try Invocation(["replay", "Mills", "e30=", "--root", "work"]) == .replay(options))
    #expect(throws: UsageError.self) { try Invocation(["replay", "Mills"]) }
  }

  @Test func `sanitize looks at every exercise unless some are named`() throws {
    #expect(try Invocation(["sanitize"]) == .sanitize(Invocation.CheckOptions()))
    let options = Invocation.CheckOptions(exercises: ["Mills"], root: "work")
    #expect(try Invocation(["sanitize", "Mills", "--root", "work"]) == .sanitize(options))
  }

  @Test(arguments: [1, 64]) func `the smallest and the largest number of jobs are taken`(
    jobs: Int
  ) throws {
    let options = Invocation.VerifyOptions(solutions: [], jobs: jobs, format: .text)
    #expect(try Invocation(["verify", "--jobs", "\(jobs)"]) == .verify(options))
  }

  @Test func `text can be asked for by its name`() throws {
    #expect(try Invocation(["--format", "text"]) == .check(Invocation.CheckOptions()))
  }

  @Test(arguments: [
    ["help"], ["--help"], ["-h"], ["help", "grade"], ["check", "--help"], ["grade", "-h"],
    ["verify", "--help"], ["Ropes", "-h"], ["grade", "--wrong", "--help"],
  ])
  func `help is given wherever it is asked for, whatever else is wrong`(
    arguments: [String]
  ) throws {
    #expect(try Invocation(arguments) == .help)
  }

  @Test func `a command is one in the first place only; other words are names, looked up later`()
    throws
  {
    let options = Invocation.CheckOptions(exercises: ["NoSuchExercise", "grade", "help"])
    #expect(try Invocation(["NoSuchExercise", "grade", "help"]) == .check(options))
  }

  @Test func `a value may begin with one hyphen, as a folder's name may`() throws {
    #expect(try Invocation(["--root", "-work"]) == .check(Invocation.CheckOptions(root: "-work")))
  }

  @Test(arguments: [
    (["--root"], "--root needs a value behind it"),
    (["check", "--root", "--quick"], "--root needs a value behind it"),
    (["--format"], "--format needs a value behind it"),
    (["grade", "class", "--out"], "--out needs a value behind it"),
    (["grade", "class", "--out", "--quick"], "--out needs a value behind it"),
    (["verify", "--jobs"], "--jobs needs a value behind it"),
    (["--format", "xml"], "--format takes text or json, not 'xml'"),
    (["verify", "--format", "JSON"], "--format takes text or json, not 'JSON'"),
  ])
  func `an option without a value that it takes is refused`(
    arguments: [String], sentence: String
  ) {
    #expect(throws: UsageError(sentence)) { try Invocation(arguments) }
  }

  @Test(arguments: ["0", "65", "-1", "two", "1.5", ""], ["grade", "verify"])
  func `a number of jobs that makes no sense is refused`(jobs: String, command: String) {
    #expect(
      throws: UsageError("--jobs takes a whole number from 1 to 64, not '\(jobs)'")
    ) {
      try Invocation([command, "class", "--out", "reports", "--jobs", jobs])
    }
  }

  @Test(arguments: [[], ["one", "two"], ["--out", "reports"], ["--jobs", "2"]])
  func `grade is refused unless it gets one directory`(arguments: [String]) {
    #expect(
      throws: UsageError(
        "grade takes one directory, whose entries are the submissions: grader grade DIR --out DIR"
      )
    ) {
      try Invocation(["grade"] + arguments)
    }
  }

  @Test func `grade is refused without a place for its reports`() {
    #expect(
      throws: UsageError("grade needs a place for its reports: grader grade my class --out DIR")
    ) {
      try Invocation(["grade", "my class"])
    }
  }

  @Test(arguments: [
    (["--fast"], "--fast"), (["Ropes", "-q"], "-q"), (["--root=work"], "--root=work"),
    (["check", "--jobs", "2"], "--jobs"), (["check", "--out", "reports"], "--out"),
    (["grade", "class", "--out", "reports", "--root", "work"], "--root"),
    (["grade", "class", "--out", "reports", "--format", "json"], "--format"),
    (["verify", "--quick"], "--quick"), (["verify", "--root", "work"], "--root"),
    (["verify", "--out", "reports"], "--out"),
  ])
  func `an option that the command doesn't have is refused by its name`(
    arguments: [String], option: String
  ) {
    #expect(throws: UsageError("there is no option '\(option)' here; 'grader help' lists all")) {
      try Invocation(arguments)
    }
  }

  @Test(arguments: [
    ("[check]", ["[Name ...]", "[--root DIR]", "[--format text|json]", "[--quick]"]),
    ("grade", ["DIR", "--out DIR", "[--jobs N]", "[--quick]"]),
    (
      "verify",
      [
        "[Name[/Solution] ...]", "[--repeat N]", "[--load N]", "[--cores N]", "[--jobs N]",
        "[--format text|json]",
      ]
    ), ("help", []),
  ])
  func `the help shows what each command takes, and explains it`(
    command: String, words: [String]
  ) throws {
    let lines = Invocation.usage.split(separator: "\n").map { String($0) }
    let line = try #require(lines.first { $0.contains("grader \(command)") })
    for word in words {
      #expect(line.contains(word))
      guard let option = word.firstMatch(of: /--\w+/)?.output else { continue }
      #expect(lines.contains { $0.hasPrefix("  \(option) ") }, "\(option)")
    }
  }

  @Test func `a usage error reads as its sentence`() {
    #expect("\(UsageError("say it again"))" == "say it again")
  }
}
