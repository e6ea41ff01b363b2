import Checks
import Judge
import Wire

/// A job as the adapter reads it, and as a student would write it.
struct Job: Hashable {
  let work: String
  let calls: String
  let count: Int
  /// Counts of several pieces: all up to 1000, then those at each power of two and beside it.
  static let several =
    Array(2...1000) + (10..<63).flatMap { [(1 << $0) - 1, 1 << $0, (1 << $0) + 1] } + [Int.max]
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

  /// The answer to it.
  var answer: String {
    if count < 1 { return "InvalidArgument(\"count\", ...)" }
    if isolated { return shares ? "InvalidArgument(\"sharesData\", ...)" : "processes" }
    if count == 1 { return "plainLoop" }
    switch (work, calls) {
    case ("computes", _): return "parallelTasks"
    case (_, "async"): return "asyncTasks"
    case (_, "blocking"): return "threads"
    // Both kinds of call.
    default: return count <= 64 ? "threads" : "asyncTasks"
    }
  }

  /// What it is like.
  var qualities: [Quality] {
    let callKinds = ["blocking", "async", "both"]
    return [
      Quality(work == "waits" ? 0 : 1, work == "waits" ? "wait" : "compute"),
      Quality(callKinds.firstIndex(of: calls) ?? 0, "have .\(calls) calls"),
      Quality(count, "have count \(count)") { least, most in
        switch (least, most) {
        case (let least?, let most?): "have a count of \(least) to \(most)"
        case (let least?, nil): "have a count of at least \(least)"
        case (nil, let most?): "have a count of at most \(most)"
        case (nil, nil): "have any count"
        }
      },
      Quality(shares ? 1 : 0, shares ? "share data" : "share no data"),
      Quality(isolated ? 1 : 0, isolated ? "need isolation" : "need no isolation"),
    ]
  }

  /// Jobs of all kinds, with counts around each edge.
  static let all: [Job] = ["waits", "computes"].flatMap { work in
    ["blocking", "async", "both"].flatMap { calls in
      [-1, 0, 1, 2, 3, 10, 63, 64, 65, 66, 100, 1000, 1_000_000].flatMap { count in
        [(false, false), (true, false), (false, true), (true, true)].map {
          Job(work: work, calls: calls, count: count, shares: $0, isolated: $1)
        }
      }
    }
  }
}

/// What those of many jobs share that wrongly got the same answer, as a sentence.
///
/// - Parameters:
///   - actual: That answer.
///   - answers: What each of the jobs got.
func likeness(of actual: String, in answers: [(job: Job, answer: String)]) -> String {
  let wrong = answers.indices.filter {
    answers[$0].answer == actual && answers[$0].job.answer != actual
  }
  let shared = common(to: Set(wrong), among: answers.map(\.job.qualities))
  let start =
    "Of \(answers.count) jobs that were asked about, \(wrong.count) wrongly got \(actual.inWords)"
  guard !shared.words.isEmpty else { return "\(start)." }
  let words = list(shared.words)
  return shared.isExact
    ? "\(start): all that \(words), and no others."
    : "\(start). All of them \(words), as do others that got the right answer."
}

/// Such as "a, b and c".
private func list(_ words: [String]) -> String {
  words.count < 2
    ? words.joined()
    : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
}

extension String {
  var inWords: String { contains("(") ? self : "." + self }
}
