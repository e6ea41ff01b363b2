import Testing

@testable import Judge

@Suite struct HTTPMessageTests {
  @Test func `a request is taken apart into method, path, query and headers`() throws {
    let text = "GET /a/b?x=1&y=%20 HTTP/1.1\r\nHost: h:80\r\nX-Empty:\r\nX-Space: \t v \r\n\r\n"
    let (head, size, bodySize) = try #require(parsed(text))
    #expect(head.method == "GET")
    #expect(head.path == "/a/b")
    #expect(head.query == "x=1&y=%20")
    #expect(head.minorVersion == 1)
    #expect(
      head.headers.map { [$0.name, $0.value] } == [
        ["Host", "h:80"], ["X-Empty", ""], ["X-Space", "v"],
      ])
    #expect(size == text.utf8.count)
    #expect(bodySize == 0)
  }

  @Test func `every beginning of a request is incomplete, and what follows is left alone`() throws {
    let request = Array("GET /page HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
    for count in 0..<request.count {
      #expect(parseRequest(request.prefix(count)) == .incomplete, "\(count) bytes")
    }
    let (_, size, _) = try #require(
      parsed(String(decoding: request, as: UTF8.self) + "GET /next HTTP/1.1\r\n"))
    #expect(size == request.count)
  }

  @Test(arguments: [
    ("/%C3%A9t%C3%A9", "/été"), ("/a%20b%3Fc", "/a b?c"), ("/", "/"), ("/été", "/été"),
    ("http://127.0.0.1:80/x", "/x"), ("http://host", "/"), ("/%2F", "//"), ("/?q", "/"),
  ])
  func `percent-encoding in the path is undone`(target: String, path: String) throws {
    let (head, _, _) = try #require(parsed("GET \(target) HTTP/1.1\r\n\r\n"))
    #expect(head.path == path)
  }

  @Test(arguments: [
    "GET /\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n", "/ GET HTTP/1.1\r\n\r\n", "GET / HTTP/2\r\n\r\n",
    "GET page HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n", "GET /%4 HTTP/1.1\r\n\r\n",
    "GET /%FF HTTP/1.1\r\n\r\n", "GET /%+1 HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n: nameless\r\n\r\n",
    "GET / HTTP/1.1\r\nA b: c\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "hello\r\n\r\n",
  ])
  func `what is not a request is malformed`(text: String) {
    guard case .malformed(let reason) = parseRequest(Array(text.utf8)) else {
      Issue.record("taken for a request: \(text)")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `bytes that are not UTF-8 are malformed`() {
    let bytes = Array("GET / HTTP/1.1\r\nA: ".utf8) + [0xFF, 0xFE] + Array("\r\n\r\n".utf8)
    #expect(parseRequest(bytes) == .malformed("the head is not UTF-8"))
  }

  @Test func `a head may have 16 KB and not one byte more`() throws {
    func request(ofSize size: Int) -> String {
      let frame = "GET / HTTP/1.1\r\nA: \r\n\r\n"
      return frame.replacing(
        "A: ", with: "A: " + String(repeating: "x", count: size - frame.utf8.count))
    }
    let (_, size, _) = try #require(parsed(request(ofSize: maximumHeadSize)))
    #expect(size == maximumHeadSize)
    let tooLong = ParsedRequest.malformed("the head is longer than 16384 bytes")
    #expect(parseRequest(Array(request(ofSize: maximumHeadSize + 1).utf8)) == tooLong)
    let endless = [UInt8](repeating: UInt8(ascii: "x"), count: maximumHeadSize)
    #expect(parseRequest(endless) == tooLong)
    #expect(parseRequest([UInt8](repeating: 10, count: maximumHeadSize)) == tooLong)
  }

  @Test func `lines may end without a carriage return and begin after empty ones`() throws {
    let (head, _, _) = try #require(parsed("\r\nGET /x HTTP/1.0\nHost: h\n\n"))
    #expect(head.path == "/x")
    #expect(head.value(of: "host") == "h")
  }

  @Test func `the size of the body is read from its header`() throws {
    let (_, size, bodySize) = try #require(
      parsed("POST / HTTP/1.1\r\ncontent-length: 12\r\n\r\nhello"))
    #expect(size == 39)
    #expect(bodySize == 12)
  }

  @Test(arguments: [
    ("1.1", "", true), ("1.1", "Connection: close\r\n", false),
    ("1.1", "connection: Keep-Alive, CLOSE\r\n", false), ("1.1", "Connection: closed\r\n", true),
    ("1.0", "", false), ("1.0", "Connection: keep-alive\r\n", true),
  ])
  func `version and header say whether the connection is kept`(
    version: String, header: String, keeps: Bool
  ) throws {
    let (head, _, _) = try #require(parsed("GET / HTTP/\(version)\r\n\(header)\r\n"))
    #expect(head.keepsConnection == keeps)
  }

  @Test func `a response head is written line by line, and no header can start another`() {
    let bytes = responseHead(
      status: 302, headers: [("Location", "/x\r\nEvil: 1"), ("Content-Length", "0")])
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "HTTP/1.1 302 Found\r\nLocation: /xEvil: 1\r\nContent-Length: 0\r\n\r\n")
  }

  @Test func `only some statuses have a body`() {
    #expect([200, 404, 500].allSatisfy(hasBody))
    #expect(![100, 204, 304].contains(where: hasBody))
  }

  private func parsed(_ text: String) -> (RequestHead, size: Int, bodySize: Int)? {
    guard case .head(let head, let size, let bodySize) = parseRequest(Array(text.utf8)) else {
      return nil
    }
    return (head, size, bodySize)
  }
}
