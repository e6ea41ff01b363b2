import Checks
import Foundation
import Judge
import Testing
import Wire

private let atOnce = Needed("two downloads are under way at the same time") {
  let site = try Site(pages: 24)
  try await judged("download(24 URLs, workers: 8)") { subject in
    let run = subject.run(request(site.urls, workers: 8), held: ["fetch"])
    try subject.gather(8, at: "fetch")
    subject.open("fetch")
    _ = try subject.result(of: run)
  }
}

@Suite(.exercise("URLDownloader")) struct URLDownloaderTests {
  // MARK: Results

  @Test(.points(1), .needs(atOnce)) func `it comes back only after the last page`() async throws {
    let site = try Site(pages: 12)
    try await judged("download(12 URLs, workers: 4)") { subject in
      let run = subject.run(request(site.urls, workers: 4), held: ["fetch"])
      try subject.expectReturnAfterLast(of: run, at: "fetch", items: site.urls.count)
      _ = try subject.result(of: run)
      try subject.expectNothingLate(at: "fetch")
    }
  }

  @Test(.points(2), .needs(atOnce))
  func `two workers fetch three pages in any order of their steps`()
    async throws
  {
    try await threePages(right: "the 3 pages, each at its place") { value in
      Likeness(
        value["pages"].pages.map { "\($0)" },
        Self.threeURLs.map { "\(Page.bytes(Data($0.utf8)))" })
    }
  }

  @Test(.points(1)) func `no URLs give no pages and fewer than 1 worker is refused`() async throws {
    let (empty, site) = (try Site(pages: 0), try Site(pages: 1))
    try await judged("download([], workers: 4)") { subject in
      let pages = try subject.result(of: subject.run(request([], workers: 4))).pages
      try empty.expect(pages, toContain: [], after: subject.doing)
    }
    for workers in [0, -1] {
      try await judged("download(1 URL, workers: \(workers))") { subject in
        try subject.expectRefusal(
          of: "workers", in: subject.run(request(site.urls, workers: workers)))
      }
    }
  }

  @Test(.points(2)) func `every page comes back with its own bytes`() async throws {
    let bodies = [
      Data(), Data([0]), Data("ünïcödé ✓ 日本語".utf8), Data([0xff, 0xfe, 0x00, 0x80]), Site.longPage,
      Data("  spaces and lines \r\n".utf8), Data("the last page".utf8),
    ]
    for (count, workers) in [(bodies.count, 3), (1, 1), (2, 5)] {
      let site = try Site(pages: count) { .ok(bodies[$0 - 1]) }
      try await judged("download(\(count) URLs, workers: \(workers))") { subject in
        let pages = try subject.result(
          of: subject.run(request(site.urls, workers: workers), reported: ["fetch"])
        ).pages
        try site.expect(
          pages, toContain: bodies.prefix(count).map(Page.bytes), after: subject.doing, in: subject)
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `pages come back in the order of their URLs`() async throws
  {
    let site = try Site(pages: 10)
    try await judged("download(10 URLs, workers: 4)") { subject in
      let run = subject.run(request(site.urls, workers: 4), held: ["fetch"])
      try subject.releaseOneByOne(run, at: "fetch", items: site.urls.count, workers: 4) { $0.last }
      try site.expect(
        try subject.result(of: run).pages, toBe: site.pages, after: subject.doing,
        in: subject)
    }
  }

  // MARK: How many at once

  @Test(.points(3)) func `as many downloads as workers are under way at once`() async throws {
    try await atOnce()
  }

  @Test(.points(2), .needs(atOnce)) func `never more downloads than workers are under way`()
    async throws
  {
    let site = try Site(pages: 30)
    for workers in [1, 3] {
      try await judged("download(30 URLs, workers: \(workers))") { subject in
        let run = subject.run(request(site.urls, workers: workers), held: ["fetch"])
        try subject.holdUp(to: workers, at: "fetch")
        try subject.expectNoMore(than: workers, at: "fetch")
        subject.open("fetch")
        _ = try subject.result(of: run)
        let seen = subject["fetch"].mostInside
        guard seen <= workers else {
          throw subject.unbounded("fetch", asked: workers, seen: seen)
        }
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `one slow page does not hold up the others`() async throws
  {
    let site = try Site(pages: 60)
    try await judged("download(60 URLs, workers: 4)") { subject in
      let run = subject.run(request(site.urls, workers: 4), held: ["fetch"])
      try subject.expectOthersGoOn(
        at: "fetch", workers: 4, items: site.urls.map(\.absoluteString))
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(1), .needs(atOnce)) func `the same few threads download all pages`() async throws {
    let site = try Site(pages: 40)
    try await judged("download(40 URLs, workers: 4)") { subject in
      _ = try subject.result(of: subject.run(request(site.urls, workers: 4), reported: ["fetch"]))
      let threads = subject["fetch"].threads
      // Queues used as workers may change threads now and then, so only a clear case counts.
      guard threads < site.urls.count / 2 else {
        throw Diagnosis.excess(
          .threadEach(
            work: "fetch", asked: 4, threads: threads, items: site.urls.count, teams: subject.teams)
        )
      }
    }
  }

  @Test(.points(2)) func `every URL is asked for exactly once`() async throws {
    let site = try Site(pages: 203)
    try await judged("download(203 URLs, workers: 16)") { subject in
      // Hundreds of real pages took 4 s of processor time where thirty others wanted the machine.
      _ = try subject.result(
        of: subject.run(request(site.urls, workers: 16), reported: ["fetch"]),
        patience: .seconds(20))
      try site.expectEachAskedOnce(after: subject.doing, in: subject)
    }
    // What an earlier call has fetched may be another page by now.
    let again = try Site(pages: 3)
    try await judged("download(3 URLs, workers: 2), and the same again") { subject in
      for round in 1...2 {
        _ = try subject.result(of: subject.run(request(again.urls, workers: 2)))
        let asked = again.server.records.count
        guard asked >= 3 * round else {
          throw Diagnosis.results(
            .missedWork(call: subject.doing, work: "fetch", count: 3 * round - asked, first: []))
        }
      }
    }
  }

  // MARK: Failures

  @Test(.points(3), .needs(atOnce)) func `a page that fails costs only its own place`() async throws
  {
    let faults = Faults()
    let site = try Site(pages: faults.pages, reply: faults.reply)
    let doing = "download(\(faults.pages) URLs, \(faults.all.count) of which fail, workers: 3)"
    try await judged(doing) { subject in
      let call = request(site.urls, workers: 3, timeouts: faults.timeouts(site))
      let run = subject.run(call, held: ["fetch"])
      do {
        try subject.releaseOneByOne(run, at: "fetch", items: faults.pages, workers: 3) { $0.first }
        try faults.judge(try subject.outcome(of: run))
      } catch let end as Diagnosis {
        guard case .waiting(.deadlock(let doing, let threads, _, let byThen, let stuck)) = end
        else {
          throw end
        }
        // The same call without a failure tells whether the failure is to blame.
        try expectEnd(workers: 3, else: end)
        throw Diagnosis.waiting(
          .lockLeft(
            doing: doing, fault: faults.all[0].name, threads: threads, byThen: byThen, stuck: stuck)
        )
      }
      try site.expectEachAskedOnce(after: subject.doing, in: subject)
    }
    // One failure after the other says nothing of the next page.
    let poor = try Site(pages: 12) { $0 < 10 ? .status(404) : .ok(Site.text($0)) }
    try await judged("download(12 URLs, the first 9 of which fail, workers: 2)") { subject in
      _ = try subject.result(of: subject.run(request(poor.urls, workers: 2), reported: ["fetch"]))
      try poor.expectEachAskedOnce(after: subject.doing, in: subject)
    }
  }

  // MARK: Progress

  @Test(.points(2), .needs(atOnce)) func `progress is told by one thread at a time and counts up`()
    async throws
  {
    let site = try Site(pages: 12) { $0 == 5 ? .status(404) : .ok(Site.text($0)) }
    try await judged("download(12 URLs, workers: 4)") { subject in
      let run = subject.run(request(site.urls, workers: 4), held: ["fetch", "progress"])
      _ = try subject.wait(for: { !$0["fetch"].waiting.isEmpty }, still: Limits.deadlock)
      // One page comes last, so that who tells the pages' own numbers can't count up by luck.
      var last = subject["fetch"].waiting.first
      var (asked, told) = (0, 0)
      while told < site.urls.count {
        let slow = last
        // One page at a time, each when what came before is told: whoever counts in one place and
        // tells in another would else be found here in some runs and not in others.
        let isTold = asked == told
        let end = try subject.wait(
          for: { state in
            state.outcomes[run] != nil || !state["progress"].waiting.isEmpty
              || isTold && state["fetch"].waiting.contains { $0 != slow }
          }, still: Limits.rendezvous)
        var pages = subject["fetch"].waiting.filter { $0 != slow }[...]
        let isStuck = end != .reached && pages.isEmpty
        if subject["progress"].waiting.isEmpty {
          asked += pages.prefix(1).count
          pages.prefix(1).forEach(subject.release)
        } else if told < 4 || told == site.urls.count - 1 {
          // Some are looked at for long: nobody else may come while one of the first few is held,
          // and the call may not come back while the last one is.
          repeat {
            if let next = pages.popFirst() {
              asked += 1
              subject.release(next)
            }
            _ = try subject.wait(
              for: { $0.outcomes[run] != nil || $0["progress"].waiting.count > 1 },
              still: Limits.settled)
          } while !pages.isEmpty
        }
        let waiting = subject["progress"].waiting
        guard waiting.count <= 1 else {
          throw Diagnosis.returns(
            .overlappingCallback(
              callback: "progress", atOnce: waiting.count, calls: waiting.map(\.item)))
        }
        if let next = waiting.first {
          guard !subject.hasEnded(run) else {
            throw subject.returnsEarly(work: "progress", item: next.item)
          }
          told += 1
          subject.release(next)
        }
        if isStuck || told == site.urls.count - 1, let page = last {
          subject.release(page)
          asked += 1
          last = nil
        } else if isStuck || subject.hasEnded(run) {
          break
        }
      }
      subject.open("fetch")
      _ = try subject.result(of: run)
      try subject.expectNothingLate(at: "progress")
      let calls = subject["progress"].arrivals.map(\.item)
      let expected = (1...site.urls.count).map { "\($0) of \(site.urls.count)" }
      guard calls == expected else {
        throw Diagnosis.returns(
          .miscountedCallback(callback: "progress", expected: expected, calls: calls))
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `progress counts up in any order of steps`() async throws {
    try await threePages(right: "`progress` called with [1, 2, 3]") {
      $0["told"].ints == [1, 2, 3] ? .right : .wrong
    }
  }

  private static let threeURLs = (1...3).map { "http://localhost/page/\($0)" }

  /// Tries orders of the steps of a call whose pages are their own addresses.
  private func threePages(
    right: String, compare: @escaping @Sendable (Value) -> Likeness
  ) async throws {
    let request: Value = ["urls": .array(Self.threeURLs.map(Value.string)), "workers": 2]
    try await exploredOrders(
      "download(3 URLs, workers: 2)", request, works: 3, right: right,
      shown: { value in
        let told = value["told"].ints ?? []
        return told == [1, 2, 3] ? "a wrong result" : "`progress` called with \(told)"
      }, compare: compare)
  }

  // MARK: What it costs

  @Test(.points(1), .needs(atOnce)) func `waiting costs no processor time`() async throws {
    let site = try Site(pages: 8)
    try await judged("download(8 URLs, workers: 4)") { subject in
      let run = subject.run(request(site.urls, workers: 4), held: ["fetch"])
      try subject.holdUp(to: 4, at: "fetch")
      try subject.expectSleep(at: "fetch")
      // And with one page to wait for, when the other workers have nothing left to do.
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
      try subject.expectSleep(at: "fetch")
      subject.open("fetch")
      _ = try subject.result(of: run)
    }
  }

  @Test(.points(1), .needs(atOnce)) func `no thread is left behind`() async throws {
    let site = try Site(pages: 6)
    try await judged("download(6 URLs, workers: 3)") { subject in
      try subject.expectNoThreadsLeft(calls: 24) {
        _ = try subject.result(
          of: subject.run(request(site.urls, workers: 3), reported: ["fetch"]))
      }
    }
  }

  @Test(.points(1), .needs(atOnce)) func `two calls at once do not disturb each other`()
    async throws
  {
    let (first, second) = (try Site(pages: 5), try Site(pages: 7) { .ok("other \($0)") })
    try await judged("download(5 URLs, workers: 2), and meanwhile download(7 others, workers: 3)") {
      subject in
      let one = subject.run(
        request(first.urls, workers: 2), held: ["fetch"], reported: ["progress"])
      try subject.holdUp(to: 2, at: "fetch")
      let other = subject.run(
        request(second.urls, workers: 3), held: ["fetch"], reported: ["progress"])
      try subject.holdUp(to: 5, at: "fetch")
      subject.open("fetch")
      let texts = (1...7).map { Page.bytes(Data("other \($0)".utf8)) }
      try first.expect(
        try subject.result(of: one).pages, toContain: first.pages, after: subject.doing)
      try second.expect(try subject.result(of: other).pages, toContain: texts, after: subject.doing)
      for total in [5, 7] {
        let calls = subject["progress"].arrivals.map(\.item).filter { $0.hasSuffix(" of \(total)") }
        let expected = (1...total).map { "\($0) of \(total)" }
        // Whether they count up is another check's.
        guard calls.sorted() == expected else {
          throw Diagnosis.returns(
            .miscountedCallback(callback: "progress", expected: expected, calls: calls))
        }
      }
    }
  }

  @Test(.points(2), .needs(atOnce)) func `eight workers wait for eight pages at a time`()
    async throws
  {
    try await timedDownload("download(16 URLs, workers: 8)") { request($0, workers: 8) }
  }
}

/// Expects that the same call comes back when no page fails.
private func expectEnd(workers: Int, else diagnosis: Diagnosis) throws {
  let site = try Site(pages: Faults().pages)
  let subject = try Subject(
    executable: SubjectPrograms.program(for: "URLDownloader"), doing: "download without failures")
  defer { subject.end() }
  do {
    _ = try subject.outcome(of: subject.run(request(site.urls, workers: workers)))
  } catch is Diagnosis {
    throw diagnosis
  }
}

/// A call of `download`, as the subject's adapter reads it.
///
/// - Parameter timeouts: After how long the injected `fetch` gives up on a URL, if not as usual.
private func request(_ urls: [URL], workers: Int, timeouts: [URL: Duration] = [:]) -> Value {
  [
    "urls": .array(urls.map { .string($0.absoluteString) }),
    "workers": .int(workers),
    "timeouts": .object(
      Dictionary(
        uniqueKeysWithValues: timeouts.map { ($0.absoluteString, .int($1.milliseconds)) })),
  ]
}
