import Foundation
import Judge
import Testing

@testable import grader

@Suite struct GradescopeReportTests {
  private func results(_ submission: GradedSubmission) throws -> [String: Any] {
    let text = try GradescopeReport().text(of: submission)
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `every planned check is a test with its score and its maximum`() throws {
    let tests = try #require(try results(OutletSamples.mixed())["tests"] as? [[String: Any]])
    #expect(tests.map { $0["score"] as? Double } == [3, 0, 0, 1, 0, 0])
    #expect(tests.map { $0["max_score"] as? Double } == [3, 2, 2, 1, 4, 5])
    #expect(
      tests.map { $0["status"] as? String } == [
        "passed", "failed", "failed", "passed", "failed", "failed",
      ])
    #expect(tests.map { $0["number"] as? String } == ["1.1", "1.2", "1.3", "1.4", "2.1", "3.1"])
    #expect(tests.first?["name"] as? String == "01 Ropes: it pulls")
    #expect((tests[1]["output"] as? String)?.hasPrefix("[deadlock] failed\na <b> &") == true)
    #expect(tests[5]["output"] as? String == "not started\nThere is no file Knots.swift.")
  }

  @Test func `the score is the whole one's, and what is printed meanwhile isn't the student's`()
    throws
  {
    let results = try results(OutletSamples.mixed())
    #expect(results["score"] as? Double == 4)
    #expect(results["output"] as? String == "4 of 17 points.")
    #expect(results["visibility"] as? String == "visible")
    #expect(results["stdout_visibility"] as? String == "hidden")
    #expect(results["output_format"] as? String == "text")
    #expect(results["execution_time"] as? Int == 0)
  }

  @Test func `counted by a rubric, the score is the mark`() throws {
    let rubric = Rubric(
      name: "Sheet 3", assigned: [Rubric.Assigned(exercise: "Ropes", points: 10, checks: [:])])
    var submission = try OutletSamples.mixed()
    submission = GradedSubmission(
      document: try rubric.applied(to: submission.document, of: nil),
      exercises: submission.exercises)
    let results = try results(submission)
    #expect(results["score"] as? Double == 5)
    #expect((results["tests"] as? [Any])?.count == 4)
    #expect(
      results["output"] as? String == "5 of 10 points.\nCounted by the rubric \"Sheet 3\".")
  }
}

@Suite struct ExercismReportTests {
  private func results(_ submission: GradedSubmission) throws -> [String: Any] {
    let text = try ExercismReport().text(of: submission)
    return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `each check passes, fails or was in error, with its exercise as the task`() throws {
    let results = try results(OutletSamples.mixed())
    #expect(results["version"] as? Int == 3)
    #expect(results["status"] as? String == "fail")
    #expect(results["message"] == nil)
    let tests = try #require(results["tests"] as? [[String: Any]])
    #expect(
      tests.map { $0["status"] as? String } == ["pass", "fail", "fail", "pass", "error", "error"])
    #expect(tests.map { $0["task_id"] as? Int } == [1, 1, 1, 1, 2, 3])
    #expect((tests[1]["output"] as? String)?.hasPrefix("␇a <b>") == true)
  }

  @Test func `where nothing ran, the whole is in error, and says why`() throws {
    var document = try OutletSamples.mixed().document
    document.exercises.removeFirst()
    let results = try results(OutletSamples.submission(document))
    #expect(results["status"] as? String == "error")
    #expect(
      results["message"] as? String
        == "Windmills: Windmills.swift:3: error: no & such\nKnots: There is no file Knots.swift.")
  }

  @Test func `output is cut at 500 characters, and says so`() throws {
    let long = verdict(
      "it pulls", .failed, diagnosis: "x", message: "m", printed: String(repeating: "é", count: 501)
    )
    let document = Document(root: "/a", exercises: [ExerciseResult(name: "Ropes", checks: [long])])
    let results = try results(OutletSamples.submission(document))
    let output = try #require((results["tests"] as? [[String: Any]])?.first?["output"] as? String)
    #expect(output.count == 500)
    #expect(output.hasSuffix("Output was truncated. Please limit to 500 chars"))
  }

  @Test func `an endless error of the compiler is cut where Exercism cuts it`() throws {
    let document = Document(
      root: "/a",
      exercises: [
        ExerciseResult(
          name: "Ropes", status: .didNotCompile, plan: [verdict("it pulls")],
          message: String(repeating: "é", count: 40_000))
      ])
    let results = try results(OutletSamples.submission(document))
    let message = try #require(results["message"] as? String)
    #expect(message.utf8.count <= 65_535)
    #expect(message.utf8.count > 65_000)
  }
}

@Suite struct GitHubAnnotationsTests {
  @Test func `the first problem of an exercise is an error at its line, on a line of its own`()
    throws
  {
    let lines = GitHubAnnotations().text(of: try OutletSamples.mixed()).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0].hasPrefix(
        "::error file=Exercises/01-Ropes/Ropes.swift,line=17,"
          + "title=Ropes%3A it holds <&> [deadlock]::a <b> & \"c\""))
    #expect(lines[0].contains("100%25, x: y␍%0Asecond line"))
    #expect(
      lines[1]
        == "::error file=Exercises/02-Windmills/Windmills.swift,line=3,"
        + "title=Windmills%3A doesn't compile::Windmills.swift:3: error: no & such")
    #expect(lines[2] == "::notice title=ada::4 of 17 points")
  }

  @Test func `nothing that a student prints can begin a command`() throws {
    let checks = [
      verdict("it pulls", .failed, diagnosis: "x", message: "m\n::stop-commands::t\r::error::e")
    ]
    let document = Document(root: "/a", exercises: [ExerciseResult(name: "Ropes", checks: checks)])
    let text = GitHubAnnotations().text(of: try OutletSamples.submission(document))
    let commands = text.split(whereSeparator: \.isNewline)
    #expect(commands.count == 2)
    #expect(commands.allSatisfy { $0.hasPrefix("::error file") || $0.hasPrefix("::notice title") })
  }

  @Test func `the step's summary is added to what is there, and never longer than GitHub takes`()
    throws
  {
    try withFolder(["summary": "# Before\n"]) { folder in
      let path = folder.appendingPathComponent("summary").path
      let environment = ["GITHUB_STEP_SUMMARY": path]
      try StepSummary.add(OutletSamples.mixed(), environment: environment)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasPrefix("# Before\n# ada\n"))
      for _ in 0..<3 {
        let long = verdict(
          "it pulls", .failed, diagnosis: "x",
          message: String(repeating: "0123456789\n", count: 60_000))
        let document = Document(
          root: "/a", exercises: [ExerciseResult(name: "Ropes", checks: [long])])
        try StepSummary.add(OutletSamples.submission(document), environment: environment)
        let size = try #require(FileManager.default.contents(atPath: path)).count
        #expect(size <= StepSummary.most)
      }
      try StepSummary.add(OutletSamples.mixed(), environment: [:])
    }
  }
}
