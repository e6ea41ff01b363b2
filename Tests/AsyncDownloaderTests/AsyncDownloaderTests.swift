import Checks
import Foundation
import Judge
import Testing
import Wire

private let atOnce = Needed("two downloads are under way at the same time") {
  let site = try Site(pages: 40)
  try await judged("download(40 URLs, limit: 16)") { subject in
    let run = subject.run(request(site.urls, limit: 16), held: ["fetch"])
    try subject.gatherTasks(16, at: "fetch", what: "downloads")
    subject.open("fetch")
    _ = try subject.result(of: run)
  }
}

@Suite(.exercise("AsyncDownloader")) struct AsyncDownloaderTests {
  // MARK: Results

  @Test(.points(1), .needs(atOnce)) func `it comes back only after the last page`() async throws {
    let site = try Site(pages: 12)
    try await judged("download(12 URLs, limit: 4)") { subject in
      let run = subject.run(request(site.urls, limit: 4, isOffline: true), held: ["fetch"])
      try subject.expectReturnAfterLast(of: run, at: "fetch", items: site.urls.count)
      _ = try subject.result(of: run)
      try subject.expectNothingLate(at: "fetch")
    }
  }

  @Test(.points(1)) func `no URLs give no pages and a limit below 1 is refused`() async throws {
    let (empty, site) = (try Site(pages: 0), try Site(pages: 1))
    try await judged("download([], limit: 4)") { subject in
      let pages = try subject.result(of: subject.run(request([], limit: 4))).pages
      try empty.expect(pages, toContain: [], after: subject.doing)
    }
    for limit in [0, -1] {
      try await judged("download(1 URL, limit: \(limit))") { subject in
        try subject.expectRefusal(of: "limit", in: subject.run(request(site.urls, limit: limit)))
      }
    }
  }

  @Test(.points(2)) func `every page comes back with its own bytes`() async throws {
    let bodies = [
      Data(), Data([0]), Data("ünïcödé ✓ 日本語".utf8), Data([0xff, 0xfe, 0x00, 0x80]), Site.longPage,
      Data("the last page".utf8),
    ]
    for (count, limit) in [(bodies.count, 3), (1, 1), (2, 5)] {
      let site = try Site(pages: count) { .ok(bodies[$0 - 1]) }
      try await judged("download(\(count) URLs, limit: \(limit))") { subject in
        let pages = try subject.result(
          of: subject.run(request(site.urls, limit: limit), reported: ["fetch"])
        ).pages
        try site.expect(
          pages, toContain: bodies.prefix(count).map(Page.bytes), after: subject.doing)
      }
    }
  }

  // MARK: How many at once

  @Test(.points(3)) func `as many downloads as the limit are under way at once`() async throws {
    try await atOnce()
  }

  @Test(.points(2), .needs(atOnce)) func `never more downloads than the limit are under way`()
    async throws
  {
    let site = try Site(pages: 30)
    for limit in [1, 3] {
      try await judged("download(30 URLs, limit: \(limit))") { subject in
        let run = subject.run(request(site.urls, limit: limit), held: ["fetch"])
        try subject.gatherTasks(limit, at: "fetch", what: "downloads")
        try subject.expectNoMore(than: limit, at: "fetch")
        subject.open("fetch")
        _ = try subject.result(of: run)
        let seen = subject["fetch"].mostInside
        guard seen <= limit else {
          throw subject.unbounded("fetch", asked: limit, seen: seen)
        }
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `one slow page does not hold up the others`() async throws
  {
    let site = try Site(pages: 24)
    try await judged("download(24 URLs, limit: 4)") { subject in
      let run = subject.run(request(site.urls, limit: 4, isOffline: true), held: ["fetch"])
      try subject.gatherTasks(4, at: "fetch", what: "downloads")
      try subject.expectOthersGoOn(
        at: "fetch", workers: 4, items: site.urls.map(\.absoluteString))
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(2), .needs(atOnce)) func `pages come back in the order of their URLs`() async throws
  {
    let site = try Site(pages: 10)
    try await judged("download(10 URLs, limit: 4)") { subject in
      let run = subject.run(request(site.urls, limit: 4), held: ["fetch"])
      try subject.releaseOneByOne(run, at: "fetch", items: site.urls.count, workers: 4) { $0.last }
      try site.expect(
        try subject.result(of: run).pages, toBe: site.pages, after: subject.doing,
        in: subject)
    }
    let urls = Array(site.urls.prefix(5))
    let (doing, items) = ("download(5 URLs, limit: 2)", urls.map(\.absoluteString))
    // Where only the order of things matters, a page is its own address.
    let pages = urls.map { Value.object(["page": .data(Data($0.absoluteString.utf8))]) }
    try await shuffled(
      doing, [request(urls, limit: 2, isOffline: true)],
      [[.call(0)], [.release(items[1])], [.release(items[0]), .release(items[2])], [.open]]
    ) { run in
      guard let outcome = run.outcome(of: 0) else {
        return { .jobOrders(.tasksStuck(call: doing, waiting: ["the caller"], history: $0)) }
      }
      let again = urls.filter { url in run.began.count { $0 == url.absoluteString } > 1 }
      guard again.isEmpty else {
        return { _ in
          .results(
            .repeatedWork(
              call: doing, work: "fetch", count: again.count, first: again.map(\.path),
              how: Repetition(
                times: again.map { url in run.began.count { $0 == url.absoluteString } })))
        }
      }
      guard outcome != .returned(.array(pages)) || run.mostInside > 2 else { return nil }
      let isCrowded = run.mostInside > 2
      return {
        .histories(
          .checkThenAct(
            call: doing,
            expected: isCrowded ? "at most 2" : "the 5 pages in the order of their URLs",
            actual: isCrowded ? "\(run.mostInside) under way at once" : outcome.inWords,
            history: $0))
      }
    }
  }

  @Test(.points(2)) func `every URL is asked for exactly once, and as often as it is given`()
    async throws
  {
    let site = try Site(pages: 203)
    try await judged("download(203 URLs, limit: 16)") { subject in
      // Hundreds of real pages took 4 s of processor time where thirty others wanted the machine.
      _ = try subject.result(
        of: subject.run(request(site.urls, limit: 16), reported: ["fetch"]),
        patience: .seconds(20))
      try site.expectEachAskedOnce(after: subject.doing, in: subject)
    }
    try await judged("download(3 times the same URL, limit: 2)") { subject in
      let urls = Array(repeating: site.urls[0], count: 3)
      let run = subject.run(request(urls, limit: 2, isOffline: true), reported: ["fetch"])
      let pages = try subject.result(of: run).pages
      let asked = subject["fetch"].arrivals.count
      guard asked >= 3 else {
        throw Diagnosis.results(
          .missedWork(
            call: subject.doing, work: "fetch", count: 3 - asked, first: [],
            atReturn: subject.atReturn(of: "fetch")))
      }
      guard pages.count == 3 else {
        throw Diagnosis.results(
          .wrongResult(call: subject.doing, expected: "3 results", actual: "\(pages.count)"))
      }
    }
    try await judged("download(3 URLs, limit: 2), called a second time") { subject in
      let call = request(Array(site.urls.prefix(3)), limit: 2, isOffline: true)
      for calls in 1...2 {
        _ = try subject.result(of: subject.run(call, reported: ["fetch"]))
        let missing = 3 * calls - subject["fetch"].arrivals.count
        guard missing <= 0 else {
          throw Diagnosis.results(
            .missedWork(
              call: subject.doing, work: "fetch", count: missing, first: [],
              atReturn: subject.atReturn(of: "fetch")))
        }
      }
    }
  }

  // MARK: What it costs

  @Test(.points(1), .needs(atOnce)) func `no thread is left behind`() async throws {
    let site = try Site(pages: 6)
    try await judged("download(6 URLs, limit: 3)") { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        let call = request(site.urls, limit: 3, isOffline: true)
        _ = try subject.result(of: subject.run(call, reported: ["fetch"]))
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `fifty downloads that wait need no threads`() async throws
  {
    let site = try Site(pages: 60)
    // A call that blocks a thread of its own shows when there is a call for each of the threads.
    let calls = Machine.sharedPool + 1
    try await judged("\(calls) calls of download(3 URLs, limit: 2) at once") { subject in
      let call = request(Array(site.urls.prefix(3)), limit: 2, isOffline: true)
      let runs = (1...calls).map { _ in subject.run(call, held: ["fetch"]) }
      try subject.gatherTasks(2 * calls, at: "fetch", what: "downloads")
      try subject.expectIdle(at: "fetch")
      subject.open("fetch")
      for run in runs { _ = try subject.result(of: run) }
    }
    try await judged("download(60 URLs, limit: 50)") { subject in
      let run = subject.run(request(site.urls, limit: 50, isOffline: true), held: ["fetch"])
      try subject.gatherTasks(50, at: "fetch", what: "downloads")
      try subject.expectIdle(at: "fetch")
      // And with one page to wait for, when nothing is left to begin.
      let last = subject["fetch"].waiting.first
      while subject["fetch"].ended < site.urls.count - 1 {
        for next in subject["fetch"].waiting where next != last { subject.release(next) }
        let end = try subject.wait(
          for: { state in
            state["fetch"].ended == site.urls.count - 1
              || state["fetch"].waiting.contains { $0 != last }
          }, still: Limits.settled)
        guard end == .reached else { break }
      }
      try subject.expectIdle(at: "fetch")
      subject.open("fetch")
      _ = try subject.result(of: run)
    }
  }

  // MARK: Failures

  @Test(.points(3), .needs(atOnce)) func `a page that fails costs only its own place`() async throws
  {
    let faults = Faults()
    let site = try Site(pages: faults.pages, reply: faults.reply)
    try await judged("download(\(faults.pages) URLs, \(faults.all.count) of which fail, limit: 3)")
    {
      subject in
      let call = request(site.urls, limit: 3, timeouts: faults.timeouts(site))
      let run = subject.run(call, held: ["fetch"])
      try subject.releaseOneByOne(run, at: "fetch", items: faults.pages, workers: 3) { $0.first }
      try faults.judge(try subject.outcome(of: run))
      try site.expectEachAskedOnce(after: subject.doing, in: subject)
      let seen = subject["fetch"].mostInside
      guard seen <= 3 else {
        throw subject.unbounded("fetch", asked: 3, seen: seen) { faults.note(on: $0, of: site) }
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `a fetch that gives up costs only its own place`()
    async throws
  {
    let site = try Site(pages: 6)
    for error in ["CancellationError", "URLError(.cancelled)"] {
      let (second, fault) = (site.urls[1], "its fetch threw \(error)")
      try await judged("download(6 URLs, limit: 3), where page 2 throws \(error)") { subject in
        let call = request(site.urls, limit: 3, isOffline: true, giveUps: [second: error])
        let run = subject.run(call, held: ["fetch"])
        try subject.gatherTasks(3, at: "fetch", what: "downloads")
        let (underWay, possible) = try subject.letEnd(
          upTo: second, of: run, limit: 3, items: site.urls.count)
        subject.open("fetch")
        let outcome = try subject.outcome(of: run)
        guard case .returned(let value) = outcome else {
          throw Diagnosis.failures(
            .errorSpreads(
              failed: "Page 2", fault: fault, item: "the whole call", expected: "6 results",
              actual: outcome.inWords))
        }
        guard value.pages.count == 6 else {
          throw Diagnosis.failures(
            .errorSwallowed(
              failed: "Page 2", fault: fault, expected: "that error",
              actual: "left out: there are \(value.pages.count) results for 6 URLs"))
        }
        for (index, page) in value.pages.enumerated() where page.isError != (index == 1) {
          throw index == 1
            ? Diagnosis.failures(
              .errorSwallowed(
                failed: "Page 2", fault: fault, expected: "that error", actual: "\(page)"))
            : Diagnosis.failures(
              .errorSpreads(
                failed: "Page 2", fault: fault, item: "page \(index + 1)", expected: "its page",
                actual: "\(page)"))
        }
        guard underWay >= possible else {
          throw Diagnosis.failures(
            .errorSpreads(
              failed: "Page 2", fault: fault, item: "how many fetches are under way after it",
              expected: "\(possible)", actual: "\(underWay)"))
        }
      }
    }
  }

  // MARK: Cancellation

  @Test(.points(3), .needs(atOnce)) func `after a cancellation nothing further is begun`()
    async throws
  {
    let site = try Site(pages: 20)
    for ended in [0, 5] {
      let doing = "download(20 URLs, limit: 4), cancelled after \(ended) pages"
      try await judged(doing) { subject in
        let run = subject.run(request(site.urls, limit: 4, isOffline: true), held: ["fetch"])
        try subject.gatherTasks(4, at: "fetch", what: "downloads")
        try subject.letEnd(ended, of: run, limit: 4)
        let before = subject["fetch"].arrivals.count
        let held = subject["fetch"].waiting.map(\.item)
        subject.cancel(run)
        try subject.expectCancelled(held, at: "fetch", after: "its caller was cancelled")
        try subject.expectNothingBegun(since: before)
        try subject.expectCancellation(of: run)
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `it throws when what was under way has ended`()
    async throws
  {
    let site = try Site(pages: 12)
    try await judged("download(12 URLs, limit: 3), cancelled while 3 are under way") { subject in
      let call = request(site.urls, limit: 3, isOffline: true, isStubborn: true)
      let run = subject.run(call, held: ["fetch"])
      try subject.gatherTasks(3, at: "fetch", what: "downloads")
      let held = subject["fetch"].waiting
      subject.cancel(run)
      try subject.expectCancelled(
        held.map(\.item), at: "fetch", after: "its caller was cancelled")
      try subject.expectWaits(run, at: "fetch")
      for next in held { subject.release(next) }
      try subject.expectNothingBegun(since: 3)
      try subject.expectCancellation(of: run)
    }
    try await judged("download(3 URLs, limit: 3), cancelled when all are under way") { subject in
      let call = request(
        Array(site.urls.prefix(3)), limit: 3, isOffline: true, isStubborn: true)
      let run = subject.run(call, held: ["fetch"])
      try subject.gatherTasks(3, at: "fetch", what: "downloads")
      subject.cancel(run)
      try subject.expectCancelled(
        subject["fetch"].waiting.map(\.item), at: "fetch", after: "its caller was cancelled")
      try subject.expectCancellation(of: run)
    }
    try await judged("download(12 URLs, limit: 3), called by a task that is cancelled") { subject in
      let call = request(site.urls, limit: 3, isOffline: true, isCancelled: true)
      let run = subject.run(call, held: ["fetch"])
      _ = try subject.wait(for: { $0.outcomes[run] != nil }, still: Limits.rendezvous)
      guard subject["fetch"].arrivals.isEmpty else {
        throw Diagnosis.tasks(
          .ignoresCancellation(
            call: subject.doing, after: "the cancellation",
            what: "\(subject["fetch"].arrivals.count) pages were begun", teams: subject.teams))
      }
      try subject.expectCancellation(of: run)
    }
    let doing = "download(12 URLs, limit: 3), cancelled as a continuation is resumed"
    try await judged(doing) { subject in
      let call = request(site.urls, limit: 3, isOffline: true, isCancelledAtResume: true)
      let run = subject.run(call, held: ["fetch"])
      try subject.gatherTasks(3, at: "fetch", what: "downloads")
      subject.open("fetch")
      _ = try subject.outcome(of: run)
    }
  }

  // MARK: Size

  @Test(.points(2), .needs(atOnce)) func `five hundred pages come through fifty at a time`()
    async throws
  {
    let site = try Site(pages: 500)
    try await judgedTelling("download(500 URLs, limit: 50)") { subject in
      let start = ContinuousClock.now
      let run = subject.run(request(site.urls, limit: 50), held: ["fetch"])
      try subject.gatherTasks(50, at: "fetch", what: "downloads")
      subject.open("fetch")
      try site.expect(
        try subject.result(of: run, patience: .seconds(20)).pages, toBe: site.pages,
        after: subject.doing, in: subject)
      let seconds = (ContinuousClock.now - start).inSeconds
      let seen = subject["fetch"].mostInside
      guard seen <= 50 else {
        throw subject.unbounded("fetch", asked: 50, seen: seen)
      }
      return "500 pages came \(subject.cost(of: seconds))"
    }
  }

  @Test(.points(2), .needs(atOnce)) func `eight pages at a time take an eighth of the time`()
    async throws
  {
    try await timedDownload("download(16 URLs, limit: 8)") { request($0, limit: 8) }
  }
}

/// A call of `download`, as the subject's adapter reads it.
///
/// - Parameters:
///   - timeouts: After how long the injected `fetch` gives up on a URL, if not as usual.
///   - isOffline: Whether a page is its own address, without a server.
///   - isStubborn: Whether a held `fetch` goes on waiting when it is cancelled.
///   - giveUps: The URLs whose `fetch` throws by itself what cancelled work throws, and which error.
private func request(
  _ urls: [URL], limit: Int, timeouts: [URL: Duration] = [:], isOffline: Bool = false,
  isStubborn: Bool = false, isCancelled: Bool = false, isCancelledAtResume: Bool = false,
  giveUps: [URL: String] = [:]
) -> Value {
  [
    "urls": .array(urls.map { .string($0.absoluteString) }),
    "limit": .int(limit),
    "timeouts": .object(
      Dictionary(
        uniqueKeysWithValues: timeouts.map { ($0.absoluteString, .int($1.milliseconds)) })),
    "isOffline": .bool(isOffline), "isStubborn": .bool(isStubborn),
    "isCancelled": .bool(isCancelled), "isCancelledAtResume": .bool(isCancelledAtResume),
    "giveUps": .object(
      Dictionary(uniqueKeysWithValues: giveUps.map { ($0.absoluteString, .string($1)) })),
  ]
}

extension Subject {
  /// Lets so many fetches end, and waits until as many are held again as may be.
  fileprivate func letEnd(_ count: Int, of run: Int, limit: Int) throws {
    for ended in 0..<count {
      guard let next = self["fetch"].waiting.first else { return }
      release(next)
      _ = try wait(
        for: { $0["fetch"].ended > ended && $0["fetch"].waiting.count >= limit },
        still: Limits.rendezvous)
    }
  }

  /// Lets the fetch of one page end, and before it others if it isn't under way, each time until as
  /// many are held again as may be.
  ///
  /// - Returns: How many are under way then, and how many could be.
  fileprivate func letEnd(
    upTo page: URL, of run: Int, limit: Int, items: Int
  ) throws -> (underWay: Int, possible: Int) {
    var possible = limit
    while true {
      let waiting = self["fetch"].waiting
      let last = waiting.first { $0.item == page.absoluteString }
      guard let next = last ?? waiting.first else { break }
      let ended = self["fetch"].ended
      possible = min(limit, items - ended - 1)
      release(next)
      _ = try wait(
        for: { state in
          state.outcomes[run] != nil
            || state["fetch"].ended > ended && state["fetch"].waiting.count >= possible
        }, still: Limits.rendezvous)
      if last != nil { break }
    }
    return (self["fetch"].present.count, possible)
  }

  /// Expects that no fetch was begun after the first so many.
  fileprivate func expectNothingBegun(since before: Int) throws {
    _ = try wait(
      for: { $0["fetch"].arrivals.count > before }, still: Limits.settled,
      patience: Limits.restless)
    let further = self["fetch"].arrivals.count - before
    guard further > 0 else { return }
    throw Diagnosis.tasks(
      .ignoresCancellation(
        call: doing, after: "the cancellation",
        what: "\(further) further \(further == 1 ? "page was" : "pages were") begun", teams: teams))
  }

  /// Expects that a run throws `CancellationError`.
  fileprivate func expectCancellation(of run: Int) throws {
    open("fetch")
    let outcome = try outcome(of: run)
    if case .threw("CancellationError", _) = outcome { return }
    throw Diagnosis.tasks(
      .ignoresCancellation(
        call: doing, after: "the cancellation",
        what: "it should have thrown CancellationError, but it gave \(outcome.inWords)"))
  }
}
