import Foundation
import Testing
import Wire

@testable import Judge

@Suite struct WorkTimesTests {
  private let start = ContinuousClock.now

  private func arrival(_ ticket: Int, on thread: Int, _ item: String = "/1") -> Arrival {
    Arrival(ticket: ticket, gate: "fetch", item: item, thread: thread, queue: "")
  }

  @Test func `work is told with its thread and its times from the first on`() throws {
    var timer = WorkTimer()
    #expect(timer.noted(until: start) == nil)
    timer.arrive(arrival(1, on: 700), at: start)
    timer.arrive(arrival(2, on: 800), at: start + .milliseconds(2))
    timer.leave(1, at: start + .milliseconds(5))
    timer.leave(9, at: start + .milliseconds(6))
    timer.arrive(arrival(3, on: 700, "/3"), at: start + .milliseconds(7))
    let times = try #require(timer.noted(until: start + .milliseconds(9)))
    #expect(times.stretches.map(\.thread) == [1, 2, 1])
    #expect(times.stretches.map(\.start) == [0, 2000, 7000])
    #expect(times.stretches.map(\.end) == [5000, nil, nil])
    #expect(times.stretches[2].item == "/3" && times.stretches[2].work == "fetch")
    #expect(times.until == 9000 && times.further == 0)
  }

  @Test func `of much work the beginning is told, and how much more there was`() throws {
    var timer = WorkTimer()
    for ticket in 1...WorkTimes.most + 3 {
      timer.arrive(arrival(ticket, on: 1, String(repeating: "x", count: 9000)), at: start)
    }
    let times = try #require(timer.noted(until: start))
    #expect(times.stretches.count == WorkTimes.most && times.further == 3)
    #expect(times.stretches[0].item.count <= WorkTimes.longestItem + 20)
  }

  @Test func `a verdict keeps it on its way and in a document`() throws {
    var timer = WorkTimer()
    timer.arrive(arrival(1, on: 7), at: start)
    var verdict = Verdict(check: "it holds", status: .passed, maxPoints: 1)
    verdict.work = timer.noted(until: start + .milliseconds(1))
    #expect(try Verdict(attached: verdict.attached()) == verdict)
    #expect(try JSONDecoder().decode(Verdict.self, from: JSONEncoder().encode(verdict)) == verdict)
  }
}
