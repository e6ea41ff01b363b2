import Foundation
import Judge
import Wire

/// A site of numbered pages, each with bytes of its own.
struct Site {
  let server: LoopbackServer
  let paths: [String]

  /// Starts a server whose page of that number answers with `reply`; by default with a short text.
  init(pages: Int, reply: @escaping @Sendable (_ page: Int) -> Reply = { .ok(Site.text($0)) })
    throws
  {
    let paths = (0..<pages).map { "/page/\($0 + 1)" }
    let numbers = Dictionary(uniqueKeysWithValues: zip(paths, 1...))
    self.paths = paths
    server = try LoopbackServer { path in numbers[path].map(reply) ?? .status(404) }
  }

  /// What is on a page unless a check says otherwise.
  static func text(_ page: Int) -> String { "This is page \(page)." }

  var urls: [URL] { paths.map(server.url) }

  /// What `download` is to return when nothing goes wrong.
  var pages: [Page] { paths.indices.map { .bytes(Data(Site.text($0 + 1).utf8)) } }
}

/// What came back for one URL.
enum Page: Hashable, CustomStringConvertible {
  case bytes(Data)
  case error(String)

  var description: String {
    switch self {
    case .bytes(let data):
      let text = String(data: data, encoding: .utf8).map { shortened($0, to: 40).debugDescription }
      return "\(data.count) bytes\(text.map { " (\($0))" } ?? "")"
    case .error(let text): return "the error \"\(shortened(text, to: 120))\""
    }
  }

  var isError: Bool {
    if case .error = self { true } else { false }
  }
}

extension Value {
  /// The pages in what the subject's adapter answered.
  var pages: [Page] {
    (array ?? []).map { slot in
      slot["page"].data.map(Page.bytes) ?? .error(slot["error"].string ?? "")
    }
  }
}

/// A call of `download`, as the subject's adapter reads it.
func request(_ urls: [URL], workers: Int, timeout: Duration = .seconds(30)) -> Value {
  [
    "urls": .array(urls.map { .string($0.absoluteString) }),
    "workers": .int(workers),
    "timeoutMilliseconds": .int(timeout.milliseconds),
  ]
}

/// Expects these pages in any order: the order is the business of a check of its own.
func expect(_ actual: [Page], toContain expected: [Page], after call: String) throws {
  guard expected.count == actual.count else {
    throw Diagnosis.wrongResult(
      call: call, expected: "\(expected.count) results", actual: "\(actual.count)")
  }
  guard let missing = expected.first(where: { !actual.contains($0) }) else { return }
  let strange = actual.first { !expected.contains($0) }
  throw Diagnosis.wrongResult(
    call: call, expected: "a page of \(missing)",
    actual: strange.map { "\($0)" } ?? "another page twice")
}

/// Expects these pages in this order.
func expect(_ actual: [Page], toBe expected: [Page], after call: String) throws {
  try expect(actual, toContain: expected, after: call)
  let index = zip(expected, actual).enumerated().first { $1.0 != $1.1 }?.offset
  guard let index else { return }
  throw Diagnosis.orderLost(
    call: call, expected: "\(expected[index]) at place \(index)", actual: "\(actual[index])")
}
