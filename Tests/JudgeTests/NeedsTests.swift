import Judge
import Synchronization
import Testing

@testable import Checks

struct NeedsTests {
  private final class Runs: Sendable {
    let count = Atomic(0)
  }

  private static let failure = Diagnosis.crowds(
    .sequential(work: "fetch", asked: 4, seen: 1, threads: 1))

  @Test func `what needs a check that found its point missing isn't reached`() async {
    let needed = Needed("two are under way") { throw Self.failure }
    await #expect(throws: Stop.notReached("two are under way")) { try await needed.expectShown() }
    await #expect(throws: Self.failure) { try await needed() }
  }

  @Test func `what a check found about a subject counts like what it found by itself`() async {
    let needed = Needed("two are under way") { throw Failed(Self.failure, doing: "f()") }
    await #expect(throws: Stop.notReached("two are under way")) { try await needed.expectShown() }
  }

  @Test func `a check that failed for another reason keeps nobody back`() async throws {
    let needed = Needed("two are under way") {
      Exercise.claim.note(atOnce: 2)
      throw Self.failure
    }
    try await needed.expectShown()
  }

  @Test func `workers whom a lock makes wait are there, so nobody is kept back`() async throws {
    let needed = Needed("two are under way") {
      throw Diagnosis.crowds(.workInsideLock(work: "fetch", asked: 4, seen: 1, sleepers: 3))
    }
    try await needed.expectShown()
  }

  @Test func `what shows can be something else than two at once`() async throws {
    let needed = Needed("some wait", isShown: { $0 < 9 }) {
      Exercise.claim.note(atOnce: 9)
      throw Self.failure
    }
    await #expect(throws: Stop.notReached("some wait")) { try await needed.expectShown() }
  }

  @Test func `a check that couldn't be measured, or that the kit failed in, keeps nobody back`()
    async throws
  {
    struct Broken: Error {}
    try await Needed("a") { throw Stop.notMeasured("one core") }.expectShown()
    try await Needed("a") { throw Broken() }.expectShown()
  }

  @Test func `what needs a stub's check is a stub's as well`() async {
    let needed = Needed("a") { throw Stop.notStarted }
    await #expect(throws: Stop.notStarted) { try await needed.expectShown() }
  }

  @Test func `it is run once, whoever asks, and its claim is that of its own test`() async throws {
    let runs = Runs()
    let needed = Needed("a") {
      runs.count.add(1, ordering: .relaxed)
      Exercise.claim.text = "312 orders"
    }
    try await needed.expectShown()
    let claim = Claim()
    try await Exercise.$claim.withValue(claim) { try await needed() }
    #expect(runs.count.load(ordering: .relaxed) == 1)
    #expect(claim.text == "312 orders")
  }
}
