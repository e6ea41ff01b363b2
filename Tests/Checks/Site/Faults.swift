public import Foundation
public import Judge
public import Wire

/// Pages of which every other one fails, each in a way of its own.
public struct Faults: Sendable {
  /// One way to fail.
  public struct Fault: Sendable {
    /// Its name in reports.
    public let name: String
    /// What the server does.
    let reply: Reply
    /// What the error that `fetch` throws for it says.
    let sign: String
  }

  /// Makes the faults.
  public init() {}

  /// After how long the injected `fetch` gives up on the page that never answers.
  public let timeout = Duration.milliseconds(300)

  /// All ways to fail, in the order of the pages.
  public let all = [
    Fault(name: "status 404", reply: .status(404), sign: "404"),
    Fault(
      name: "body cut short",
      reply: .failing(.cutShort(at: 10), body: Data("only the beginning comes".utf8)),
      sign: "cut short"),
    Fault(name: "status 500", reply: .status(500), sign: "500"),
    Fault(name: "connection reset", reply: .failing(.reset), sign: "connection"),
    Fault(name: "no answer in time", reply: .failing(.silence), sign: "not complete"),
  ]

  /// Failing pages have sound ones before, between and behind them.
  public var pages: Int { 2 * all.count + 1 }

  /// The time-outs for a site's pages: only the silent one has a short one, so that a busy machine
  /// makes no sound page late.
  public func timeouts(_ site: Site) -> [URL: Duration] {
    guard let silent = all.firstIndex(where: { $0.reply.fault == .silence }) else { return [:] }
    return [site.urls[2 * silent + 1]: timeout]
  }

  /// What is wrong with a page, if anything.
  func fault(_ page: Int) -> Fault? { page % 2 == 0 ? all[page / 2 - 1] : nil }

  /// What there is to say of the work on an address of a site's: how it failed, if it did.
  public func note(on item: String, of site: Site) -> String {
    guard let index = site.urls.firstIndex(where: { $0.absoluteString == item }),
      let fault = fault(index + 1)
    else { return "" }
    return ", which failed (\(fault.name))"
  }

  /// What the server answers for a page.
  public func reply(_ page: Int) -> Reply { fault(page)?.reply ?? .ok(Site.text(page)) }

  /// Expects each failing page's own error at its place and all the others whole.
  public func judge(_ outcome: Outcome) throws {
    let first = all[0]
    switch outcome {
    case .notStarted: throw Stop.notStarted
    case .invalidArgument, .threw:
      throw Diagnosis.failures(
        .errorSpreads(
          failed: "Page 2", fault: first.name, item: "the whole call",
          expected: "\(pages) results, one for each URL", actual: outcome.inWords))
    case .returned(let value): try judge(value.pages)
    }
  }

  /// Which page a result is of; 0 if that can't be told.
  private func number(of result: Page) -> Int {
    (1...pages).first { page in
      guard let fault = fault(page) else {
        return result == Page.bytes(Data(Site.text(page).utf8))
      }
      if case .error(let text) = result { return text.contains(fault.sign) }
      return false
    } ?? 0
  }

  private func judge(_ results: [Page]) throws {
    let sound = (1...pages).filter { fault($0) == nil }.map { Page.bytes(Data(Site.text($0).utf8)) }
    guard results.count == pages else {
      if results.count < pages && sound.allSatisfy(results.contains) {
        throw Diagnosis.failures(
          .errorSwallowed(
            failed: "Page 2", fault: all[0].name, expected: "the error that `fetch` threw",
            actual: "left out: there are \(results.count) results for \(pages) URLs"))
      }
      throw Diagnosis.failures(
        .errorSpreads(
          failed: "Page 2", fault: all[0].name, item: "the result", expected: "\(pages) places",
          actual: "\(results.count) places"))
    }
    // Sound pages first: what a failure did to them says more than how it is told at its own place.
    for (page, result) in zip(1..., results) where fault(page) == nil {
      let own = Page.bytes(Data(Site.text(page).utf8))
      if result != own, sound.contains(result), Set(sound).isSubset(of: results) {
        throw Diagnosis.results(
          .orderLost(
            call: "download(\(pages) URLs, of which each second fails)",
            expected: "page \(page) at place \(page - 1)", actual: "\(result)",
            came: results.map(number(of:))))
      }
      try expect(result, sound: page)
    }
    for (page, result) in zip(1..., results) {
      guard let fault = fault(page) else { continue }
      if case .error(let text) = result, text.contains(fault.sign) { continue }
      throw Diagnosis.failures(
        .errorSwallowed(
          failed: "Page \(page)", fault: fault.name,
          expected: "the error that `fetch` threw", actual: "\(result)"))
    }
  }

  private func expect(_ result: Page, sound page: Int) throws {
    let expected = Page.bytes(Data(Site.text(page).utf8))
    guard result != expected else { return }
    guard result.isError else {
      throw Diagnosis.results(
        .wrongResult(
          call: "download(\(pages) URLs, of which each second fails)",
          expected: "page \(page) as \(expected)",
          actual: "\(result)"))
    }
    let before = max(page - 1, 2)
    throw Diagnosis.failures(
      .errorSpreads(
        failed: "Page \(before)", fault: fault(before)?.name ?? all[0].name, item: "page \(page)",
        expected: "\(expected)", actual: "\(result)"))
  }
}
