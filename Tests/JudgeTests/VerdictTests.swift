import Interleaving
import Testing

@testable import Judge

struct VerdictTests {
  private func verdict() -> Verdict { Verdict(check: "it holds", status: .failed, maxPoints: 1) }

  private func verdict(marks: [Int]) throws -> Verdict {
    let rows = [(1, "read()"), (2, "read()"), (1, "write()"), (2, "check()"), (1, "leave()")].map {
      History.Row(
        thread: $0, event: .step(Step(.read, 1), ""), index: nil, place: "Pool.swift:1", source: $1)
    }
    var verdict = verdict()
    let history = History(columns: [], rows: rows, schedules: 1, token: "", marks: marks)
    verdict.evidence = Diagnosis.unguarded(call: "run()", history: history).evidence
    return verdict
  }

  @Test func `an order of steps points at its marked steps`() throws {
    let verdict = try verdict(marks: [2, 3])
    #expect(verdict.shows("read()"))
    #expect(verdict.shows("write()"))
    #expect(!verdict.shows("check()"))
    #expect(try !self.verdict(marks: []).shows("read()"))
  }

  @Test func `where threads were is pointed at as far as it is shown`() {
    var verdict = verdict()
    verdict.threads = (1...ThreadPlaces.most + 1).map {
      ThreadPlaces.Place(
        threads: 1, isAtWork: false, isCaller: false, place: "Pool.swift:\($0)",
        source: "call \($0)")
    }
    #expect(verdict.shows("call \(ThreadPlaces.most)"))
    #expect(!verdict.shows("call \(ThreadPlaces.most + 1)"))
    #expect(!verdict.shows("call"))
  }

  @Test func `a crash points at its line`() {
    var verdict = verdict()
    verdict.evidence =
      Diagnosis.crashed(
        doing: "run()", signal: 4, printed: "", place: "Pool.swift:7: `jobs.removeFirst()`"
      ).evidence
    #expect(verdict.shows("jobs.removeFirst()"))
    #expect(!verdict.shows("removeFirst()"))
  }

  @Test func `what shows no line points at none`() {
    #expect(!verdict().shows(""))
  }
}
