import Checks
import Judge
import Testing
import Wire

@Suite(.exercise("ToolChooser")) struct ToolChooserTests {
  @Test(.points(2)) func `what waits for blocking calls gets threads`() async throws {
    try await expect(
      "threads", for: [2, 64, 65, 5000, Int.max].map { Job.waiting(for: "blocking", $0) })
  }

  @Test(.points(2)) func `what waits for async calls gets async tasks`() async throws {
    try await expect(
      "asyncTasks", for: [2, 64, 65, 5000, Int.max].map { Job.waiting(for: "async", $0) })
  }

  @Test(.points(2)) func `where both kinds of call exist the number decides`() async throws {
    try await expect("threads", for: [2, 50, 64].map { Job.waiting(for: "both", $0) })
    try await expect("asyncTasks", for: [65, 1000, Int.max].map { Job.waiting(for: "both", $0) })
  }

  @Test(.points(2)) func `what computes gets all cores`() async throws {
    for calls in ["blocking", "async", "both"] {
      try await expect(
        "parallelTasks",
        for: [2, 64, 65, 1_000_000, Int.max].map { Job(work: "computes", calls: calls, count: $0) })
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
        [1, 2, 64, 65, Int.max].map { Job(work: work, calls: calls, count: $0, isolated: true) }
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
}

/// A job as the adapter reads it, and as a student would write it.
private struct Job {
  let work: String
  let calls: String
  let count: Int
  var shares = false
  var isolated = false

  static func waiting(for calls: String, _ count: Int) -> Job {
    Job(work: "waits", calls: calls, count: count)
  }

  var value: Value {
    [
      "work": .string(work), "calls": .string(calls), "count": .int(count),
      "sharesData": .bool(shares), "needsIsolation": .bool(isolated),
    ]
  }

  var text: String {
    "Job(work: .\(work), calls: .\(calls), count: \(count)"
      + (shares ? ", sharesData: true" : "") + (isolated ? ", needsIsolation: true" : "") + ")"
  }
}

/// Expects the same answer for each of these jobs.
private func expect(_ answer: String, for jobs: [Job]) async throws {
  try await judged("tool(for:)") { subject in
    let call: Value = ["jobs": .array(jobs.map(\.value))]
    let answers = (try subject.result(of: subject.run(call)).array ?? []).map { $0.string ?? "" }
    for (job, actual) in zip(jobs, answers) where actual != answer {
      throw Diagnosis.wrongResult(
        call: "tool(for: \(job.text))", expected: answer.inWords, actual: actual.inWords)
    }
  }
}

extension String {
  fileprivate var inWords: String { contains("(") ? self : "." + self }
}
