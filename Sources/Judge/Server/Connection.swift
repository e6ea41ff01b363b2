import Foundation

/// One client's connection, served by the thread that calls `serve`.
struct Connection {
  /// How the connection is to be closed.
  enum Ending {
    case close
    case reset
  }

  /// The bytes that go out after a request was counted out; see `RequestRecord.departed`.
  private static let lastBytes = 16 * 1024
  private static let readSize = 16 * 1024

  let socket: Socket
  let core: ServerCore
  let keepsConnections: Bool
  let answer: @Sendable (String) -> Reply
  private var unread: [UInt8] = []

  init(
    socket: Socket, core: ServerCore, keepsConnections: Bool,
    answer: @escaping @Sendable (String) -> Reply
  ) {
    self.socket = socket
    self.core = core
    self.keepsConnections = keepsConnections
    self.answer = answer
  }

  /// Answers requests until one side closes; every error of the socket means that the client has.
  mutating func serve() -> Ending {
    do {
      while true {
        switch try readRequest() {
        case nil: return .close
        case .malformed(let reason)?: return try refuse(reason)
        case .head(let head)?:
          guard let ending = try respond(to: head) else { continue }
          if ending == .close { try endOrderly() }
          return ending
        }
      }
    } catch {
      return .close
    }
  }

  private enum Request {
    case head(RequestHead)
    case malformed(String)
  }

  /// The next request, its body thrown away; `nil` when the client has closed.
  private mutating func readRequest() throws -> Request? {
    while true {
      switch parseRequest(unread) {
      case .malformed(let reason): return .malformed(reason)
      case .head(let head, let size, let bodySize):
        unread.removeFirst(size)
        return try discardBody(bodySize) ? .head(head) : nil
      case .incomplete:
        let bytes = try socket.receive(upTo: Self.readSize)
        if bytes.isEmpty { return nil }
        unread += bytes
      }
    }
  }

  private mutating func discardBody(_ size: Int) throws -> Bool {
    let buffered = min(size, unread.count)
    unread.removeFirst(buffered)
    var rest = size - buffered
    while rest > 0 {
      let bytes = try socket.receive(upTo: min(rest, Self.readSize))
      if bytes.isEmpty { return false }
      rest -= bytes.count
    }
    return true
  }

  private func refuse(_ reason: String) throws -> Ending {
    let body = Array("malformed request: \(reason)\n".utf8)
    let headers = [
      (name: "Content-Length", value: String(body.count)), (name: "Connection", value: "close"),
    ]
    try socket.send(responseHead(status: 400, headers: headers) + body)
    try endOrderly()
    return .close
  }

  /// Closing with bytes unread would reset the connection, and the client could lose its answer.
  private func endOrderly() throws {
    socket.endSending()
    while try !socket.receive(upTo: Self.readSize).isEmpty {}
  }

  /// Answers one request; `nil` when the connection stays open for another.
  private func respond(to head: RequestHead) throws -> Ending? {
    let index = core.arrive(head.path, on: socket)
    do {
      let reply = answer(head.path)
      guard wait(index, reply) else {
        core.depart(index)
        return .close
      }
      return try send(reply, to: head, index)
    } catch {
      core.depart(index, abandoned: true)
      throw error
    }
  }

  /// Waits as the reply asks for; `false` when nobody is left to answer.
  private func wait(_ index: Int, _ reply: Reply) -> Bool {
    if reply.isHeld {
      guard case .over = core.wait(index, isHeld: true, for: nil) else { return false }
    }
    return pause(index, reply.delay)
  }

  private func pause(_ index: Int, _ time: Duration) -> Bool {
    guard time > .zero else { return true }
    guard case .over = core.wait(index, isHeld: false, for: time) else { return false }
    return true
  }

  private func send(_ reply: Reply, to head: RequestHead, _ index: Int) throws -> Ending? {
    let keepsOpen = keepsConnections && head.keepsConnection
    var headers = reply.headers
    if hasBody(status: reply.status) {
      headers.append((name: "Content-Length", value: String(reply.body.count)))
    }
    headers.append((name: "Connection", value: keepsOpen ? "keep-alive" : "close"))
    let start = responseHead(status: reply.status, headers: headers)
    let body =
      hasBody(status: reply.status) && head.method != "HEAD" ? Array(reply.body) : []

    switch reply.fault {
    case nil:
      try sendLast(start + body, index)
      return keepsOpen ? nil : .close
    case .cutShort(let size):
      try sendLast(start + body.prefix(max(0, size)), index)
      return .close
    case .trickle(let size, let time):
      return try trickle(start, body, max(1, size), time, index) && keepsOpen ? nil : .close
    case .reset:
      core.depart(index)
      return .reset
    case .silence:
      _ = core.wait(index, isHeld: false, for: nil)
      core.depart(index)
      return .close
    }
  }

  /// Sends all, and counts the request out before the last bytes go.
  private func sendLast(_ bytes: [UInt8], _ index: Int) throws {
    try socket.send(bytes.dropLast(Self.lastBytes))
    core.depart(index)
    try socket.send(bytes.suffix(Self.lastBytes))
  }

  /// `false` when nobody was left to send to.
  private func trickle(
    _ start: [UInt8], _ body: [UInt8], _ size: Int, _ time: Duration, _ index: Int
  ) throws -> Bool {
    guard !body.isEmpty else {
      try sendLast(start, index)
      return true
    }
    try socket.send(start)
    var rest = body[...]
    while !rest.isEmpty {
      guard pause(index, time) else {
        core.depart(index)
        return false
      }
      let chunk = rest.prefix(size)
      rest = rest.dropFirst(size)
      if rest.isEmpty { core.depart(index) }
      try socket.send(chunk)
    }
    return true
  }
}
