import Interleaving
import Testing

@testable import Checks
@testable import Judge

struct VerdictTests {
  private func verdict(_ diagnosis: Diagnosis, threads: ThreadPlaces? = nil) -> Verdict {
    Exercise(name: "ThreadPool").verdict(
      on: "it holds", worth: 1, Failed(diagnosis, doing: "run()", threads: threads), Claim(),
      seconds: 0)
  }

  private func verdict(marks: [Int]) -> Verdict {
    let rows = [(1, "read()"), (2, "read()"), (1, "write()"), (2, "check()"), (1, "leave()")].map {
      History.Row(
        thread: $0, event: .step(Step(.read, 1), ""), index: nil, place: "Pool.swift:1", source: $1)
    }
    let history = History(
      columns: (0..<3).map(ThreadOrTask.thread), rows: rows, schedules: 1, token: "", marks: marks)
    return verdict(.histories(.unguarded(call: "run()", history: history)))
  }

  @Test func `an order of steps points at its marked steps`() {
    let verdict = verdict(marks: [2, 3])
    #expect(verdict.shows("read()"))
    #expect(verdict.shows("write()"))
    #expect(!verdict.shows("check()"))
    #expect(!self.verdict(marks: []).shows("read()"))
  }

  @Test func `where threads were is pointed at as far as it is shown`() {
    let places = (1...ThreadPlaces.most + 1).map {
      ThreadPlaces.Place(
        threads: 1, isAtWork: false, isCaller: false, place: "Pool.swift:\($0)",
        source: "call \($0)")
    }
    let verdict = verdict(
      .waiting(.deadlock(doing: "run()", threads: 1, milliseconds: 9, byThen: "")),
      threads: ThreadPlaces(places: places))
    #expect(verdict.shows("call \(ThreadPlaces.most)"))
    #expect(!verdict.shows("call \(ThreadPlaces.most + 1)"))
    #expect(!verdict.shows("call"))
  }

  @Test func `a crash points at its line`() {
    let verdict = verdict(
      .ends(
        .crashed(
          doing: "run()", signal: 4, printed: "", place: "Pool.swift:7: `jobs.removeFirst()`")))
    #expect(verdict.shows("jobs.removeFirst()"))
    #expect(!verdict.shows("removeFirst()"))
  }

  @Test func `what shows no line points at none`() {
    #expect(!Verdict(check: "it holds", status: .failed, maxPoints: 1).shows(""))
    #expect(!verdict(.ends(.exited(doing: "run()", status: 1))).shows(""))
  }

  @Test(arguments: Diagnosis.samples)
  func `a verdict comes from the test bundle as it was`(diagnosis: Diagnosis) throws {
    let verdict = verdict(diagnosis)
    #expect(try Verdict(attached: verdict.attached()) == verdict)
  }

  @Test func `a verdict that can't be encoded is told as a failure of the kit`() throws {
    let rounds = [Round(before: 1.9, student: .infinity, after: 2)]
    let measurement = Measurement(rounds, by: SpeedupRule(workers: 2))
    let lost = verdict(.waiting(.tooSlow(work: "f", measurement: measurement)))
    let (told, bytes) = try Exercise.attachable(lost)
    #expect(told.status == .judgeError)
    #expect(told.points == 0)
    #expect(told.message?.contains("the verdict can't be encoded") == true)
    #expect(try Verdict(attached: bytes) == told)
  }
}
