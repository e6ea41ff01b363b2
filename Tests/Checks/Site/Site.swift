public import Foundation
public import Judge
public import Wire

/// A site of numbered pages, each with bytes of its own.
public struct Site: Sendable {
  /// The server that has the pages.
  public let server: LoopbackServer
  /// The pages' paths.
  public let paths: [String]

  /// Starts a server whose page of that number answers with `reply`; by default with a short text.
  public init(
    pages: Int, reply: @escaping @Sendable (_ page: Int) -> Reply = { .ok(Site.text($0)) }
  )
    throws
  {
    let paths = (0..<pages).map { "/page/\($0 + 1)" }
    let numbers = Dictionary(uniqueKeysWithValues: zip(paths, 1...))
    self.paths = paths
    server = try LoopbackServer { path in numbers[path].map(reply) ?? .status(404) }
  }

  /// What is on a page unless a check says otherwise.
  public static func text(_ page: Int) -> String { "This is page \(page)." }

  /// Five million bytes, every thousand of them like no other thousand.
  public static let longPage: Data = {
    var page = Data()
    for block in 0..<5000 {
      page.append(Data(repeating: UInt8(truncatingIfNeeded: block), count: 990))
      page.append(contentsOf: String(format: "%10d", block).utf8)
    }
    return page
  }()

  /// The pages' addresses.
  public var urls: [URL] { paths.map(server.url) }

  /// What `download` is to return when nothing goes wrong.
  public var pages: [Page] { paths.indices.map { .bytes(Data(Site.text($0 + 1).utf8)) } }
}

/// What came back for one URL.
public enum Page: Hashable, Sendable, CustomStringConvertible {
  /// A page of these bytes.
  case bytes(Data)
  /// An error that says this.
  case error(String)

  /// The page in a few words.
  public var description: String {
    switch self {
    case .bytes(let data):
      let text = String(data: data, encoding: .utf8).map { shortened($0, to: 40).debugDescription }
      return "\(data.count) byte\(data.count == 1 ? "" : "s")\(text.map { " (\($0))" } ?? "")"
    case .error(let text): return "the error \"\(shortened(text, to: 120))\""
    }
  }

  /// Whether it is an error.
  public var isError: Bool {
    if case .error = self { true } else { false }
  }
}

extension Value {
  /// The pages in what the subject's adapter answered.
  public var pages: [Page] {
    (array ?? []).map { slot in
      slot["page"].data.map(Page.bytes) ?? .error(slot["error"].string ?? "")
    }
  }
}

extension Site {
  /// Expects these pages in any order: the order is the business of a check of its own.
  ///
  /// What is missing is traced to requests that were never made, if that is so.
  public func expect(
    _ actual: [Page], toContain expected: [Page], after call: String, in subject: Subject? = nil
  ) throws {
    let lost = expected.first { !actual.contains($0) }
    guard expected.count != actual.count || lost != nil else { return }
    try expectEachAskedOnce(after: call, in: subject)
    guard expected.count == actual.count else {
      throw Diagnosis.results(
        .wrongResult(call: call, expected: "\(expected.count) results", actual: "\(actual.count)"))
    }
    // Where pages are in their order, it is a page and what came in its place.
    let pair = zip(expected, actual).first { !actual.contains($0) && !expected.contains($1) }
    let missing = pair?.0 ?? lost
    let strange = pair?.1 ?? actual.first { !expected.contains($0) }
    throw Diagnosis.results(
      .wrongResult(
        call: call, expected: missing.map { "a page of \($0)" } ?? "each page once",
        actual: strange.map { "\($0)" } ?? "another page twice"))
  }

  /// Expects these pages in this order.
  ///
  /// - Parameter subject: Tells in which order the work on them had ended.
  public func expect(
    _ actual: [Page], toBe expected: [Page], after call: String, in subject: Subject? = nil
  ) throws {
    try expect(actual, toContain: expected, after: call, in: subject)
    let index = zip(expected, actual).enumerated().first { $1.0 != $1.1 }?.offset
    guard let index else { return }
    throw Diagnosis.results(
      .orderLost(
        call: call, expected: "\(expected[index]) at place \(index)", actual: "\(actual[index])",
        came: actual.map { 1 + (expected.firstIndex(of: $0) ?? -1) },
        ended: (subject?["fetch"].itemsEnded ?? []).map(number(ofItem:))))
  }

  /// The number of the page that has this address; 0 if there is none.
  private func number(ofItem item: String) -> Int {
    1 + (urls.firstIndex { $0.absoluteString == item } ?? -1)
  }

  /// How pages were asked for more than once.
  private func repetition(
    of paths: [String], _ asked: [String: Int], in subject: Subject?
  ) -> Repetition {
    let items = paths.prefix(6).map { server.url($0).absoluteString }
    guard let subject, !subject["fetch"].arrivals.isEmpty else {
      return Repetition(times: paths.prefix(6).map { asked[$0] ?? 0 })
    }
    return subject.repetition(of: items, at: "fetch")
  }

  /// Expects one request for each page, from what the server saw.
  ///
  /// - Parameter subject: Tells how a page was asked for, if its gate watched that.
  public func expectEachAskedOnce(after call: String, in subject: Subject? = nil) throws {
    let asked = Dictionary(grouping: server.records, by: \.path).mapValues(\.count)
    let missed = paths.filter { asked[$0] == nil }
    guard missed.isEmpty else {
      throw Diagnosis.results(
        .missedWork(
          call: call, work: "fetch", count: missed.count, first: Array(missed.prefix(6)),
          atReturn: subject?.atReturn(of: "fetch")))
    }
    let repeated = paths.filter { asked[$0, default: 0] > 1 }
    guard repeated.isEmpty else {
      throw Diagnosis.results(
        .repeatedWork(
          call: call, work: "fetch", count: repeated.count, first: Array(repeated.prefix(6)),
          how: repetition(of: repeated, asked, in: subject)))
    }
  }
}
