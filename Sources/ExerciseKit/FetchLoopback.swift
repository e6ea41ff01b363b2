#if os(Linux)
  import Dispatch
  import Foundation
  import Glibc

  /// One request to 127.0.0.1 over a socket of its own, and as much of the answer as has come.
  ///
  /// On Linux, URLSession busies a core and more from the moment a new connection stands until its
  /// answer begins: it goes on watching whether the socket can be written to, which it always can.
  /// A program that waits for its pages would look like one that spins. Plain HTTP to this machine
  /// needs little of what URLSession does, so it is done here.
  struct LoopbackExchange {
    /// What the answer was.
    enum Answer {
      case page(Data)
      case redirect(URL)
    }

    /// What the socket must be able to do before `advance` can get on.
    enum Need {
      case write
      case read
    }

    private static let maximumHeadSize = 64 * 1024

    let descriptor: Int32
    private let url: URL
    /// What the caller asked for, before any redirect; errors name this one.
    private let asked: URL
    private(set) var need = Need.write
    private var request: ArraySlice<UInt8>
    private var head: ResponseHead?
    private var received = Data()

    /// Whether a URL is one for this type.
    static func serves(_ url: URL) -> Bool {
      url.scheme?.lowercased() == "http" && url.host == "127.0.0.1"
    }

    /// Opens the socket and begins to connect it; whoever made the exchange closes `descriptor`.
    init(_ url: URL, for asked: URL) throws {
      self.url = url
      self.asked = asked
      let components = URLComponents(url: url, resolvingAgainstBaseURL: true)
      var target = components?.percentEncodedPath ?? ""
      if target.isEmpty { target = "/" }
      if let query = components?.percentEncodedQuery { target += "?" + query }
      let port = UInt16(exactly: url.port ?? 80) ?? 0
      // 1.0, since an answer to 1.1 may come in chunks, and the connection serves but one request.
      let text = """
        GET \(target) HTTP/1.0\r
        Host: 127.0.0.1:\(port)\r
        Accept: */*\r
        Connection: close\r
        \r\n
        """
      request = Array(text.utf8)[...]
      let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
      descriptor = socket(AF_INET, Int32(kind), 0)
      guard descriptor >= 0 else { throw FetchError.connectionLost(asked, reason: systemReason()) }

      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
      let status = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard status == 0 || errno == EINPROGRESS else {
        let reason = systemReason()
        close(descriptor)
        throw FetchError.connectionLost(asked, reason: reason)
      }
    }

    /// Sends and receives what can be without waiting; `nil` when the socket must be waited for.
    mutating func advance() throws -> Answer? {
      while !request.isEmpty {
        let count = request.withUnsafeBytes {
          send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count >= 0 {
          request = request.dropFirst(count)
        } else if errno == EAGAIN {
          return nil
        } else if errno != EINTR {
          throw failure(systemReason())
        }
      }
      need = .read
      while true {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, filled in
          count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
          filled = max(count, 0)
        }
        if count > 0 {
          received.append(contentsOf: bytes)
          if let answer = try answerIfComplete() { return answer }
        } else if count == 0 {
          return try answerAtEnd()
        } else if errno == EAGAIN {
          return nil
        } else if errno != EINTR {
          throw failure(systemReason())
        }
      }
    }

    private mutating func answerIfComplete() throws -> Answer? {
      if head == nil {
        guard let end = received.firstRange(of: Data("\r\n\r\n".utf8)) else {
          guard received.count < Self.maximumHeadSize else { throw failure("not HTTP") }
          return nil
        }
        guard let head = ResponseHead(received[..<end.lowerBound]) else { throw failure("not HTTP") }
        self.head = head
        received = Data(received[end.upperBound...])
      }
      guard let head, let expected = head.contentLength, received.count >= expected else {
        return nil
      }
      received = received.prefix(expected)
      return try answer(head)
    }

    private func answerAtEnd() throws -> Answer {
      guard let head, head.contentLength == nil else {
        throw failure("the server closed it without a whole answer")
      }
      return try answer(head)
    }

    private func answer(_ head: ResponseHead) throws -> Answer {
      if [301, 302, 303, 307, 308].contains(head.status), let location = head.location,
        let target = URL(string: location, relativeTo: url)
      {
        return .redirect(target.absoluteURL)
      }
      guard (200..<300).contains(head.status) else { throw FetchError.status(head.status, asked) }
      return .page(received)
    }

    /// What a broken connection means, by how far the answer had come.
    private func failure(_ reason: String) -> FetchError {
      guard let head else { return .connectionLost(asked, reason: reason) }
      guard (200..<300).contains(head.status) else { return .status(head.status, asked) }
      guard let expected = head.contentLength else { return .connectionLost(asked, reason: reason) }
      return .cutShort(asked, expected: expected, received: received.count)
    }
  }

  /// What counts of an answer's first lines.
  private struct ResponseHead {
    let status: Int
    var contentLength: Int?
    var location: String?

    /// `nil` when the bytes are not HTTP.
    init?(_ bytes: Data) {
      var lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")[...]
      let words = lines.popFirst()?.split(separator: " ") ?? []
      guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
        return nil
      }
      self.status = status
      for line in lines {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let value = parts[1].trimmingCharacters(in: .whitespaces)
        switch parts[0].lowercased() {
        case "content-length":
          guard let length = Int(value), length >= 0 else { return nil }
          contentLength = length
        case "location": location = value
        default: break
        }
      }
      // These never have a body, and need not say so.
      if status == 204 || status == 304 { contentLength = 0 }
    }
  }

  private func systemReason() -> String { String(cString: strerror(errno)) }
#endif
