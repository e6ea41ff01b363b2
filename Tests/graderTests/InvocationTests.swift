import Testing

@testable import grader

@Suite struct InvocationTests {
  @Test(arguments: [[], ["check"]])
  func `without arguments every exercise is checked and the report is text`(
    arguments: [String]
  ) throws {
    let check = try asked(arguments, CheckCommand.self)
    #expect(check.exercises == [])
    #expect(check.root == nil)
    #expect(check.format.name == "text")
    #expect(!check.isQuick)
    #expect(check.workers == nil)
    #expect(!check.tellsAllChecks && !check.isWide)
    #expect(check.page == nil)
  }

  @Test func `check tells every check, and whole tables, if it is asked to`() throws {
    let check = try asked(["--all-checks", "Ropes", "--wide"], CheckCommand.self)
    #expect(check.tellsAllChecks && check.isWide)
  }

  @Test func `check writes a page where it is told to, and says so if it can't`() throws {
    #expect(try asked(["check", "--html", "out.html"], CheckCommand.self).page == "out.html")
    for place in ["/tmp", "/no/such/folder/page.html"] {
      let check = try asked(["check", "--html", place], CheckCommand.self)
      #expect(throws: UsageError.self) { try check.run() }
    }
  }

  @Test(arguments: ["ropes", "1", "01", "mil", "02-Mills", "Exercises/02-Mills/Mills.swift"])
  func `a call may begin with an exercise, whatever it is called`(called: String) throws {
    #expect(try asked([called, "--quick"], CheckCommand.self).exercises == [called])
  }

  @Test func `watch and hint take an exercise or choose one`() throws {
    #expect(try asked(["watch"], WatchCommand.self).exercise == nil)
    let watch = try asked(["watch", "Ropes", "--root", "work"], WatchCommand.self)
    #expect(watch.exercise == "Ropes" && watch.root == "work")
    let hint = try asked(["hint", "--again", "Ropes"], HintCommand.self)
    #expect(hint.exercise == "Ropes" && hint.again)
    #expect(try asked(["hint"], HintCommand.self).exercise == nil)
    for command in ["watch", "hint", "reset"] {
      #expect(throws: UsageError("\(command) takes one name behind it, not 2")) {
        try asked([command, "Ropes", "Mills"])
      }
    }
  }

  @Test func `reset wants to know which exercise`() throws {
    #expect(try asked(["reset", "Ropes"], ResetCommand.self).isSure == false)
    #expect(try asked(["reset", "Ropes", "--yes"], ResetCommand.self).isSure)
    #expect(throws: UsageError("reset needs to know which exercise: grader reset Name")) {
      try asked(["reset"])
    }
  }

  @Test func `explain takes a mistake, and perhaps an exercise`() throws {
    #expect(try asked(["explain"], ExplainCommand.self).diagnosis == nil)
    let explain = try asked(["explain", "deadlock", "Ropes"], ExplainCommand.self)
    #expect(explain.diagnosis == "deadlock" && explain.exercise == "Ropes")
    #expect(throws: UsageError.self) { try asked(["explain", "a", "b", "c"]) }
  }

  @Test(arguments: [
    ["check", "Ropes", "Mills", "--root", "work", "--format", "json", "--quick", "--workers", "3"],
    ["--workers", "3", "--quick", "--format", "json", "Ropes", "--root", "work", "Mills"],
    ["Ropes", "--root", "work", "Mills", "--quick", "--workers", "3", "--format", "json"],
  ])
  func `check takes names and options in any order, and its own name may be left out`(
    arguments: [String]
  ) throws {
    let check = try asked(arguments, CheckCommand.self)
    #expect(check.exercises == ["Ropes", "Mills"])
    #expect(check.root == "work")
    #expect(check.format.name == "json")
    #expect(check.isQuick)
    #expect(check.workers == 3)
  }

  @Test func `grade takes the class and the place for reports, and leaves the rest open`() throws {
    let grade = try asked(["grade", "class", "--out", "reports"], GradeCommand.self)
    #expect(grade.directory == "class")
    #expect(grade.out == "reports")
    #expect(grade.jobs == nil)
    #expect(!grade.isQuick)
    #expect(grade.workers == nil)
  }

  @Test(arguments: [
    ["grade", "class", "--out", "reports", "--jobs", "3", "--workers", "2", "--quick"],
    ["grade", "--quick", "--workers", "2", "--jobs", "3", "--out", "reports", "class"],
  ])
  func `grade takes its options in any order`(arguments: [String]) throws {
    let grade = try asked(arguments, GradeCommand.self)
    #expect(grade.directory == "class")
    #expect(grade.out == "reports")
    #expect(grade.jobs == 3)
    #expect(grade.isQuick)
    #expect(grade.workers == 2)
  }

  @Test func `grade takes what was assigned, a roster, and entries to grade again`() throws {
    let grade = try asked(
      [
        "grade", "c", "--out", "r", "--only", "Ropes, Mills", "--roster", "r.csv", "--again",
        "a,b c",
      ],
      GradeCommand.self)
    #expect(grade.only == ["Ropes", "Mills"])
    #expect(grade.roster == "r.csv")
    #expect(grade.again == ["a", "b c"])
    #expect(throws: UsageError("--only takes names separated by commas")) {
      try asked(["grade", "c", "--out", "r", "--only", ","])
    }
  }

  @Test func `grade and report take formats with commas between them, and a rubric`() throws {
    let grade = try asked(
      [
        "grade", "class", "--out", "reports", "--format", "junit,moodle", "--rubric", "r.json",
        "--shard", "2/8",
      ], GradeCommand.self)
    #expect(grade.formats == ["junit", "moodle"])
    #expect(grade.rubric == "r.json")
    #expect(grade.shard == Shard(2, of: 8))
    let report = try asked(["report", "reports", "--format", "canvas"], ReportCommand.self)
    #expect(report.folder == "reports")
    #expect(report.formats == ["canvas"])
    #expect(report.rubric == nil)
    let merge = try asked(["merge", "all", "a", "b"], MergeCommand.self)
    #expect(merge.out == "all")
    #expect(merge.folders == ["a", "b"])
  }

  @Test func `verify proves every exercise unless some are named`() throws {
    let all = try asked(["verify"], VerifyCommand.self)
    #expect(all.solutions == [])
    #expect(all.jobs == nil)
    #expect(all.format.name == "text")
    #expect(all.times == 1)
    #expect(all.load == 0)
    #expect(all.cores == nil)
    let some = try asked(
      ["verify", "Mills", "--jobs", "2", "Ropes", "--format", "json"], VerifyCommand.self)
    #expect(some.solutions == ["Mills", "Ropes"])
    #expect(some.jobs == 2)
    #expect(some.format.name == "json")
  }

  @Test func `verify can tell points and leave long checks out`() throws {
    let verify = try asked(["verify", "--points", "--quick", "Ropes"], VerifyCommand.self)
    #expect(verify.tellsPoints && verify.isQuick)
    let plain = try asked(["verify", "Ropes"], VerifyCommand.self)
    #expect(!plain.tellsPoints && !plain.isQuick)
  }

  @Test func `verify can be repeated, under load and on fewer cores`() throws {
    let verify = try asked(
      ["verify", "Mills", "--repeat", "300", "--load", "2", "--cores", "1"], VerifyCommand.self)
    #expect(verify.solutions == ["Mills"])
    #expect(verify.times == 300)
    #expect(verify.load == 2)
    #expect(verify.cores == 1)
    #expect(throws: UsageError.self) { try asked(["verify", "--repeat", "0"]) }
    #expect(throws: UsageError.self) { try asked(["verify", "--cores", "0"]) }
  }

  @Test func `replay takes an exercise and a number or token`() throws {
    let replay = try asked(["replay", "Mills", "e30=", "--root", "work"], ReplayCommand.self)
    #expect(replay.exercise == "Mills")
    #expect(replay.order == "e30=")
    #expect(replay.root == "work")
    #expect(try asked(["replay", "Mills", "3"], ReplayCommand.self).order == "3")
    #expect(throws: UsageError.self) { try asked(["replay", "Mills"]) }
  }

  @Test func `sanitize looks at every exercise unless some are named`() throws {
    let all = try asked(["sanitize"], SanitizeCommand.self)
    #expect(all.exercises == [])
    #expect(all.root == nil)
    let some = try asked(["sanitize", "Mills", "--root", "work"], SanitizeCommand.self)
    #expect(some.exercises == ["Mills"])
    #expect(some.root == "work")
  }

  @Test func `try takes a file, others that belong to it, and the program's own arguments`() throws
  {
    let scratch = try asked(
      ["try", "scratch.swift", "one", "Pool.swift", "two"], TryCommand.self)
    #expect(scratch.files == ["scratch.swift", "Pool.swift"])
    #expect(scratch.arguments == ["one", "two"])
  }

  @Test(arguments: [["try"], ["try", "scratch"], ["try", "one", "scratch.swift"]])
  func `try without a Swift file in front is refused`(arguments: [String]) {
    #expect(throws: UsageError("try takes a Swift file to run: grader try FILE.swift")) {
      try asked(arguments)
    }
  }

  @Test(arguments: [1, 64]) func `the smallest and the largest number of jobs are taken`(
    jobs: Int
  ) throws {
    #expect(try asked(["verify", "--jobs", "\(jobs)"], VerifyCommand.self).jobs == jobs)
  }

  @Test func `text can be asked for by its name`() throws {
    #expect(try asked(["--format", "text"], CheckCommand.self).format.name == "text")
  }

  @Test(arguments: ["tour", "measure", "version", "next", "list"])
  func `some commands take nothing behind them`(command: String) throws {
    #expect(try type(of: asked([command])).name == command)
    #expect(throws: UsageError("\(command) takes nothing behind it")) {
      try asked([command, "Ropes"])
    }
  }

  @Test func `calibrate is about the machine alone`() throws {
    #expect(try asked(["calibrate"], CalibrateCommand.self).format.name == "text")
    #expect(throws: UsageError("calibrate takes no names; it is about the machine")) {
      try asked(["calibrate", "Ropes"])
    }
  }

  @Test(arguments: [
    ["help"], ["--help"], ["-h"], ["help", "grade"], ["check", "--help"], ["grade", "-h"],
    ["verify", "--help"], ["Ropes", "-h"], ["NoSuch", "-h"], ["grade", "--wrong", "--help"],
  ])
  func `help is given wherever it is asked for, whatever else is wrong`(
    arguments: [String]
  ) throws {
    #expect(try asked(arguments) is HelpCommand)
  }

  @Test func `a command is one in the first place only; other words are names, looked up later`()
    throws
  {
    for arguments in [["Ropes", "NoSuch", "grade"], ["check", "NoSuch", "grade"]] {
      let check = try asked(arguments, CheckCommand.self)
      #expect(check.exercises.suffix(2) == ["NoSuch", "grade"])
    }
  }

  @Test(arguments: [
    ("chekc", "did you mean 'check'?"), ("Grade", "did you mean 'grade'?"),
    ("tuor", "did you mean 'tour'?"), ("calibarte", "did you mean 'calibrate'?"),
    ("wacth", "did you mean 'watch'?"), ("lits", "did you mean 'list'?"),
    ("Rpoes", "did you mean 'Ropes'?"),
    ("download", "'grader help' lists the commands, and the exercises are 01 Ropes, 02 Mills"),
    ("x", "'grader help' lists the commands, and the exercises are 01 Ropes, 02 Mills"),
    ("", "'grader help' lists the commands, and the exercises are 01 Ropes, 02 Mills"),
  ])
  func `a first word that is no command's and no exercise's name is refused`(
    word: String, hint: String
  ) {
    let error = UsageError("no command and no exercise is called '\(word)'; \(hint)")
    #expect(throws: error) { try asked([word]) }
    #expect(throws: error) { try asked([word, "Ropes", "--quick"]) }
  }

  @Test func `every command is in the help, and takes each option that it tells there`() throws {
    for command in Commands.all {
      #expect(HelpCommand.text.contains("grader \(command.name)") || command.name == "check")
      for option in command.options {
        let value =
          option.value.map { _ in
            [option.choices.first ?? (option.value == "K/N" ? "1/2" : "2")]
          } ?? []
        for count in 0...2 {
          let names = ["Ropes", "Mills"].prefix(count)
          let required = command.options.filter { $0.isRequired && $0.name != option.name }
            .flatMap { [$0.name, "x"] }
          do {
            _ = try asked([command.name, option.name] + value + required + names)
          } catch let error as UsageError {
            #expect(!error.description.contains("no option"), "\(command.name) \(option.name)")
          }
        }
      }
    }
  }

  @Test func `no two commands have one name`() {
    #expect(Set(Commands.all.map { $0.name }).count == Commands.all.count)
  }

  @Test func `a value may begin with one hyphen, as a folder's name may`() throws {
    #expect(try asked(["--root", "-work"], CheckCommand.self).root == "-work")
  }

  @Test(arguments: [
    (["--root"], "--root needs a value behind it"),
    (["check", "--root", "--quick"], "--root needs a value behind it"),
    (["--format"], "--format needs a value behind it"),
    (["grade", "class", "--out"], "--out needs a value behind it"),
    (["grade", "class", "--out", "--quick"], "--out needs a value behind it"),
    (["verify", "--jobs"], "--jobs needs a value behind it"),
    (
      ["--format", "xml"],
      "--format takes text, json, md, junit, gradescope, exercism or github, not 'xml'"
    ),
    (
      ["grade", "class", "--out", "reports", "--format", "junit,mooodle"],
      "--format takes some of junit, gradescope, exercism, excel, moodle and canvas, with commas "
        + "between them; not 'mooodle'; did you mean 'moodle'?"
    ),
    (
      ["grade", "class", "--out", "reports", "--quick", "--format", "junit,canvas"],
      "there is no grade sheet (--format canvas) of a class that is graded with --quick: checks are "
        + "left out, so its points are no marks. Grade it without --quick"
    ),
    (["report", "a", "b"], "report takes one folder, which 'grader grade DIR --out OUT' has made"),
    (
      ["merge", "out"],
      "merge takes a place for the whole class and the shards' folders: grader merge OUT SHARD ..."
    ),
    (
      ["merge", "out", "a", "./out"],
      "OUT is to be another folder than the shards', and 'out' is one of them"
    ),
    (["verify", "--format", "JSON"], "--format takes text or json, not 'JSON'"),
  ])
  func `an option without a value that it takes is refused`(
    arguments: [String], sentence: String
  ) {
    #expect(throws: UsageError(sentence)) { try asked(arguments) }
  }

  @Test(arguments: ["0", "65", "-1", "two", "1.5", ""], ["grade", "verify"])
  func `a number of jobs that makes no sense is refused`(jobs: String, command: String) {
    #expect(
      throws: UsageError("--jobs takes a whole number from 1 to 64, not '\(jobs)'")
    ) {
      try asked([command, "class", "--out", "reports", "--jobs", jobs])
    }
  }

  @Test(arguments: [[], ["one", "two"], ["--out", "reports"], ["--jobs", "2"]])
  func `grade is refused unless it gets one directory`(arguments: [String]) {
    #expect(
      throws: UsageError(
        "grade takes one directory, whose entries are the submissions: grader grade DIR --out DIR"
      )
    ) {
      try asked(["grade"] + arguments)
    }
  }

  @Test func `grade is refused without a place for its reports`() {
    #expect(
      throws: UsageError("grade needs a place for its reports: grader grade my class --out DIR")
    ) {
      try asked(["grade", "my class"])
    }
  }

  @Test(arguments: [
    (["--fast"], "--fast"), (["Ropes", "-q"], "-q"), (["--root=work"], "--root=work"),
    (["check", "--jobs", "2"], "--jobs"), (["check", "--out", "reports"], "--out"),
    (["grade", "class", "--out", "reports", "--root", "work"], "--root"),
    (["tour", "--quick"], "--quick"), (["verify", "--root", "work"], "--root"),
    (["verify", "--out", "reports"], "--out"),
  ])
  func `an option that the command doesn't have is refused by its name`(
    arguments: [String], option: String
  ) {
    #expect(throws: UsageError("there is no option '\(option)' here; 'grader help' lists all")) {
      try asked(arguments)
    }
  }

  @Test func `a usage error reads as its sentence`() {
    #expect("\(UsageError("say it again"))" == "say it again")
  }

  /// The command that a kit with the exercises Ropes and Mills is asked for.
  @discardableResult private func asked(_ arguments: [String]) throws -> any Command {
    try Commands.asked(arguments) { try ["01-Ropes", "02-Mills"].map(exercise) }
  }

  private func asked<One: Command>(_ arguments: [String], _ type: One.Type) throws -> One {
    try #require(asked(arguments) as? One)
  }
}
