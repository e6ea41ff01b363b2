/// The first line and the headers of an HTTP/1.1 request.
struct RequestHead: Sendable, Equatable {
  /// A header as the client wrote it; names are compared without regard to case.
  struct Header: Sendable, Equatable {
    let name: String
    let value: String
  }

  let method: String
  /// The path with percent-encoding undone, without the query.
  let path: String
  /// What stands behind the `?`, as it came; `nil` without one.
  let query: String?
  /// The `1` of `HTTP/1.1`.
  let minorVersion: Int
  let headers: [Header]

  /// The first value of the header, if there is one.
  func value(of name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Whether the client means to send another request over the same connection.
  var keepsConnection: Bool {
    let options = (value(of: "Connection") ?? "").lowercased().split(separator: ",")
      .map { $0.trimming { $0 == " " || $0 == "\t" } }
    return minorVersion >= 1 ? !options.contains("close") : options.contains("keep-alive")
  }
}

/// What the bytes that have come so far are.
enum ParsedRequest: Sendable, Equatable {
  /// No end of the head yet; read more.
  case incomplete
  /// Not HTTP, with the reason.
  case malformed(String)
  /// A whole head, how many bytes it took and how many bytes of body follow it.
  case head(RequestHead, size: Int, bodySize: Int)
}

/// The most bytes that a request's head may have.
let maximumHeadSize = 16 * 1024

/// Reads the head of a request from the start of `bytes`.
func parseRequest(_ bytes: some Collection<UInt8>) -> ParsedRequest {
  guard let size = headSize(bytes) else {
    return bytes.count >= maximumHeadSize
      ? .malformed("the head is longer than \(maximumHeadSize) bytes") : .incomplete
  }
  guard size <= maximumHeadSize else {
    return .malformed("the head is longer than \(maximumHeadSize) bytes")
  }
  guard let text = String(validating: bytes.prefix(size), as: UTF8.self) else {
    return .malformed("the head is not UTF-8")
  }
  // By scalars: to Swift, "\r\n" is one character.
  var lines = text.unicodeScalars.split(separator: "\n").map { line in
    String(String.UnicodeScalarView(line.last == "\r" ? line.dropLast() : line))
  }
  lines.removeAll(where: \.isEmpty)
  guard let first = lines.first else { return .malformed("the request line is missing") }

  let words = first.split(separator: " ", omittingEmptySubsequences: false)
  guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(\.isASCIILetter) else {
    return .malformed("the request line is not 'METHOD /path HTTP/1.1': \(first)")
  }
  guard let minorVersion = ["HTTP/1.0": 0, "HTTP/1.1": 1][words[2]] else {
    return .malformed("the version is not HTTP/1.0 or HTTP/1.1: \(words[2])")
  }
  guard let (path, query) = splitTarget(words[1]) else {
    return .malformed("the target is not a path: \(words[1])")
  }

  var headers: [RequestHead.Header] = []
  for line in lines.dropFirst() {
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
      !line[..<colon].contains(where: { $0 == " " || $0 == "\t" })
    else { return .malformed("not a header: \(line)") }
    let value = line[line.index(after: colon)...].trimming { $0 == " " || $0 == "\t" }
    headers.append(RequestHead.Header(name: String(line[..<colon]), value: value))
  }
  let head = RequestHead(
    method: String(words[0]), path: path, query: query, minorVersion: minorVersion,
    headers: headers)

  guard head.value(of: "Transfer-Encoding") == nil else {
    return .malformed("a request body needs a Content-Length")
  }
  guard let length = head.value(of: "Content-Length") else {
    return .head(head, size: size, bodySize: 0)
  }
  guard !length.isEmpty, length.allSatisfy({ ("0"..."9").contains($0) }),
    let bodySize = Int(length)
  else { return .malformed("not a Content-Length: \(length)") }
  return .head(head, size: size, bodySize: bodySize)
}

/// The bytes of a response's head, the empty line included.
///
/// Line breaks within a header would start a new one, so they are left out.
func responseHead(status: Int, headers: [(name: String, value: String)]) -> [UInt8] {
  var text = "HTTP/1.1 \(status) \(reasonPhrase(status))\r\n"
  for (name, value) in headers { text += "\(name.onOneLine): \(value.onOneLine)\r\n" }
  return Array((text + "\r\n").utf8)
}

/// Whether a response of that status may have a body and a `Content-Length`.
func hasBody(status: Int) -> Bool {
  !(100..<200).contains(status) && status != 204 && status != 304
}

private func reasonPhrase(_ status: Int) -> String {
  switch status {
  case 200: "OK"
  case 204: "No Content"
  case 301: "Moved Permanently"
  case 302: "Found"
  case 307: "Temporary Redirect"
  case 400: "Bad Request"
  case 403: "Forbidden"
  case 404: "Not Found"
  case 429: "Too Many Requests"
  case 500: "Internal Server Error"
  case 503: "Service Unavailable"
  default: "Status \(status)"
  }
}

/// How many bytes the head has, up to and including its empty line; `nil` without an empty line.
private func headSize(_ bytes: some Collection<UInt8>) -> Int? {
  var size = 0
  var lineIsEmpty = true
  var sawText = false
  for byte in bytes {
    size += 1
    switch byte {
    case UInt8(ascii: "\n"):
      // Empty lines before the request line are allowed by the standard, and skipped.
      if lineIsEmpty && sawText { return size }
      lineIsEmpty = true
    case UInt8(ascii: "\r"): continue
    default: (lineIsEmpty, sawText) = (false, true)
    }
    if size > maximumHeadSize { return nil }
  }
  return nil
}

private func splitTarget(_ target: Substring) -> (path: String, query: String?)? {
  var target = target
  for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
    let rest = target.dropFirst(scheme.count)
    target = rest.firstIndex(where: { $0 == "/" || $0 == "?" }).map { rest[$0...] } ?? "/"
  }
  guard target.hasPrefix("/") else { return nil }
  let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
  guard let path = percentDecoded(parts[0]) else { return nil }
  return (path, parts.count > 1 ? String(parts[1]) : nil)
}

/// `nil` when a `%` is not followed by two hexadecimal digits, or the result is not UTF-8.
private func percentDecoded(_ text: Substring) -> String? {
  var bytes: [UInt8] = []
  var rest = text.utf8[...]
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "%") else {
      bytes.append(byte)
      continue
    }
    let digits = rest.prefix(2)
    guard digits.count == 2, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    else { return nil }
    bytes.append(value)
    rest = rest.dropFirst(2)
  }
  return String(validating: bytes, as: UTF8.self)
}

extension Character {
  fileprivate var isASCIILetter: Bool { isASCII && isLetter }
}

extension String {
  fileprivate var onOneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { $0 != "\r" && $0 != "\n" }))
  }
}

extension Substring {
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
    var rest = self
    while let first = rest.first, isTrimmed(first) { rest.removeFirst() }
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return String(rest)
  }
}
