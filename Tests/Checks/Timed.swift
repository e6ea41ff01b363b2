public import Foundation
public import Judge
public import Wire

/// Runs a timed check while nothing else of the kit runs on the machine.
///
/// What was measured is told in the report, whatever follows from it.
///
/// - Parameters:
///   - work: The injected function, for the report.
///   - rule: Decides.
///   - prepare: Starts the subjects, and returns what makes a fresh input and the runs on it.
/// - Throws: `tooSlow`, `Stop.notMeasured`, or what a run throws.
public func timed(
  _ work: String, by rule: SpeedupRule,
  _ prepare:
    @escaping @Sendable (_ start: (_ doing: String) throws -> Subject) throws -> (
      () throws -> Runs
    )
) async throws {
  let claim = Exercise.claim
  try await judgedAlone { start in
    let (measurement, decision) = try rule.measure(prepare(start))
    claim.measurement = measurement
    switch decision {
    case .passed, .undecided: claim.text = measurement.summary
    case .tooSlow: throw Diagnosis.waiting(.tooSlow(work: work, measurement: measurement))
    case .notMeasured(let reason): throw Stop.notMeasured(reason)
    }
  }
}

/// Times downloads of 16 pages, eight at a time.
///
/// Waiting needs no cores: each page takes the server 25 ms, however busy the machine is.
///
/// - Parameters:
///   - doing: The call, as a student would write it.
///   - request: What the exercise's adapter reads for these addresses.
public func timedDownload(
  _ doing: String, _ request: @escaping @Sendable ([URL]) -> Value
) async throws {
  let delay = Duration.milliseconds(25)
  let newSite: @Sendable () throws -> Site = {
    try Site(pages: 16) { .ok(Site.text($0)).after(delay) }
  }
  try await timed("fetch", by: SpeedupRule(workers: 8, bracket: 0.6)) { start in
    let kit = try start("the kit's own loop, like \(doing)")
    let student = try start(doing)
    // The first request of a process is dear; it isn't what is measured.
    let first = try newSite()
    _ = try kit.referenceSeconds(request(first.urls))
    _ = try student.result(of: student.run(request(first.urls)))
    return {
      // Other addresses each time: nothing remembered from a round before helps.
      let site = try newSite()
      let call = request(site.urls)
      return Runs(
        alone: { delay.inSeconds * Double(site.urls.count) },
        kit: { try kit.referenceSeconds(call) },
        student: {
          let (seconds, result) = try student.timed(call)
          guard Set(result.pages) == Set(site.pages) else {
            throw Diagnosis.results(
              .wrongResult(call: doing, expected: "the 16 pages", actual: "others, or not all"))
          }
          return seconds
        })
    }
  }
}
