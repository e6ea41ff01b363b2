import Checks
import Judge
import Testing
import Wire

@Suite(.exercise("ToolChooser")) struct ToolChooserTests {
  @Test(.points(2)) func `what waits for blocking calls gets threads`() async throws {
    try await expect("threads", for: Job.several.map { Job.waiting(for: "blocking", $0) })
  }

  @Test(.points(2)) func `what waits for async calls gets async tasks`() async throws {
    try await expect("asyncTasks", for: Job.several.map { Job.waiting(for: "async", $0) })
  }

  @Test(.points(2)) func `where both kinds of call exist the number decides`() async throws {
    let (few, many) = (Job.several.filter { $0 <= 64 }, Job.several.filter { $0 > 64 })
    try await expect("threads", for: few.map { Job.waiting(for: "both", $0) })
    try await expect("asyncTasks", for: many.map { Job.waiting(for: "both", $0) })
  }

  @Test(.points(2)) func `what computes gets all cores`() async throws {
    for calls in ["blocking", "async", "both"] {
      try await expect(
        "parallelTasks",
        for: Job.several.map { Job(work: "computes", calls: calls, count: $0) })
    }
  }

  @Test(.points(1)) func `a single piece needs no tool`() async throws {
    try await expect(
      "plainLoop",
      for: [
        Job.waiting(for: "blocking", 1), Job.waiting(for: "async", 1),
        Job.waiting(for: "both", 1), Job(work: "computes", calls: "both", count: 1),
      ])
  }

  @Test(.points(2)) func `what must be kept apart gets processes`() async throws {
    let jobs = ["waits", "computes"].flatMap { work in
      ["blocking", "async", "both"].flatMap { calls in
        ([1] + Job.several).map { Job(work: work, calls: calls, count: $0, isolated: true) }
      }
    }
    try await expect("processes", for: jobs)
  }

  @Test(.points(1)) func `sharing data changes nothing where memory is shared anyway`()
    async throws
  {
    try await expect(
      "threads",
      for: [Job(work: "waits", calls: "blocking", count: 100, shares: true)])
    try await expect(
      "asyncTasks", for: [Job(work: "waits", calls: "async", count: 10, shares: true)])
    try await expect(
      "parallelTasks", for: [Job(work: "computes", calls: "both", count: 100, shares: true)])
    try await expect(
      "plainLoop", for: [Job(work: "computes", calls: "both", count: 1, shares: true)])
  }

  @Test(.points(2)) func `what makes no sense is refused`() async throws {
    let works = ["waits", "computes"]
    try await expect(
      "InvalidArgument(\"count\", ...)",
      for: works.flatMap { work in
        [0, -1, Int.min].flatMap { count in
          [
            Job(work: work, calls: "both", count: count),
            Job(work: work, calls: "both", count: count, shares: true, isolated: true),
            Job(work: work, calls: "both", count: count, isolated: true),
          ]
        }
      })
    try await expect(
      "InvalidArgument(\"sharesData\", ...)",
      for: works.flatMap { work in
        [1, 2, 1000].map {
          Job(work: work, calls: "both", count: $0, shares: true, isolated: true)
        }
      })
  }

  @Test(.points(1)) func `no earlier job changes the answer`() async throws {
    let jobs = [0, 1, 64, 65, Int.max].flatMap { count in
      ["waits", "computes"].flatMap { work in
        ["blocking", "async", "both"].flatMap { calls in
          [(false, false), (true, false), (false, true), (true, true)].map {
            Job(work: work, calls: calls, count: count, shares: $0, isolated: $1)
          }
        }
      }
    }
    try await judged("tool(for:) of \(jobs.count) jobs, each right after each other") { subject in
      // Every kind of job right after every other. Whether the answers are right isn't asked here.
      let order = jobs.indices.flatMap { earlier in jobs.indices.flatMap { [earlier, $0] } }
      let call: Value = ["jobs": .array(jobs.map(\.value)), "order": .ints(order)]
      let answers = (try subject.result(of: subject.run(call)).array ?? []).map { $0.string ?? "" }
      var first: [Int: String] = [:]
      var earlier: Job?
      for (index, actual) in zip(order, answers) {
        let (job, before) = (jobs[index], first[index, default: actual])
        guard actual == before else {
          throw Diagnosis.results(
            .wrongResult(
              call: "tool(for: \(job.text))\(earlier.map { " after tool(for: \($0.text))" } ?? "")",
              expected: "\(before.inWords) as it was before", actual: actual.inWords))
        }
        (first[index], earlier) = (before, job)
      }
    }
  }
}

/// Expects the same answer for each of these jobs.
private func expect(_ answer: String, for jobs: [Job]) async throws {
  let others = jobs.count == 1 ? "" : ", and then \(jobs.count - 1) others"
  try await judged("tool(for: \(jobs.first?.text ?? ""))\(others)") { subject in
    let answers = try subject.answers(to: jobs)
    guard let (job, actual) = zip(jobs, answers).first(where: { $1 != answer }) else { return }
    // Jobs of other kinds tell what those like this one share.
    let further = Job.all.filter { !jobs.contains($0) }
    // What the subject meets with there is the business of other checks.
    let more = (try? subject.answers(to: further)) ?? []
    throw Diagnosis.results(
      .wrongAnswer(
        call: "tool(for: \(job.text))", expected: answer.inWords, actual: actual.inWords,
        others: likeness(
          of: actual, in: zip(jobs + further, answers + more).map { ($0, $1) })))
  }
}

extension Subject {
  /// What it answers to each of these jobs.
  fileprivate func answers(to jobs: [Job]) throws -> [String] {
    let call: Value = ["jobs": .array(jobs.map(\.value))]
    return (try result(of: run(call)).array ?? []).map { $0.string ?? "" }
  }
}
