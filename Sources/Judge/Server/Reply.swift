public import Foundation

/// What the server does with a request.
///
///     LoopbackServer { path in
///       switch path {
///       case "/slow": .ok("late").after(.milliseconds(50))
///       case "/moved": .redirect(to: "/slow")
///       case "/gate": .ok("let through").held()
///       case "/dead": .failing(.reset)
///       default: .status(404)
///       }
///     }
public struct Reply: Sendable {
  /// The HTTP status code.
  public var status: Int
  /// Further headers, in this order.
  ///
  /// `Content-Length` and `Connection` are the server's to write.
  public var headers: [(name: String, value: String)]
  /// The bytes of the body.
  public var body: Data
  /// How long the server waits before it answers, counted from the release of a held request.
  public var delay: Duration
  /// What goes wrong with the answer, if anything does.
  public var fault: Fault?
  /// Whether the request waits until `LoopbackServer.release` lets it go.
  public var isHeld: Bool

  /// Makes a reply; without arguments it is an empty 200.
  public init(
    status: Int = 200,
    headers: [(name: String, value: String)] = [],
    body: Data = Data(),
    delay: Duration = .zero,
    fault: Fault? = nil,
    isHeld: Bool = false
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.delay = delay
    self.fault = fault
    self.isHeld = isHeld
  }
}

/// A way for an answer to go wrong.
public enum Fault: Sendable, Equatable {
  /// The connection is reset before the first byte of the answer.
  case reset
  /// `Content-Length` promises the whole body, `at` bytes of it come, and the connection closes.
  case cutShort(at: Int)
  /// Nothing ever comes; the connection stays open until the client gives up or the server stops.
  case silence
  /// The body comes `chunk` bytes at a time, with a pause before each.
  case trickle(chunk: Int, every: Duration)
}

extension Reply {
  /// 200 with these bytes.
  public static func ok(_ body: Data) -> Reply { Reply(body: body) }

  /// 200 with this text in UTF-8.
  public static func ok(_ text: String) -> Reply { Reply(body: Data(text.utf8)) }

  /// An answer of that status, with a short text as its body.
  public static func status(_ status: Int) -> Reply {
    Reply(status: status, body: Data("status \(status)\n".utf8))
  }

  /// 302 to a path of this server or to a URL; it must be percent-encoded already.
  public static func redirect(to location: String) -> Reply {
    Reply(status: 302, headers: [("Location", location)])
  }

  /// An answer that fails; with `.cutShort` and `.trickle`, give it a body as well.
  ///
  ///     .failing(.reset)
  ///     .failing(.cutShort(at: 100), body: page)
  public static func failing(_ fault: Fault, body: Data = Data()) -> Reply {
    Reply(body: body, fault: fault)
  }

  /// The same reply, given `delay` later.
  public func after(_ delay: Duration) -> Reply {
    var reply = self
    reply.delay = delay
    return reply
  }

  /// The same reply, given only once `LoopbackServer.release` lets it go.
  public func held() -> Reply {
    var reply = self
    reply.isHeld = true
    return reply
  }

  /// The same reply, with one more header.
  public func with(header name: String, _ value: String) -> Reply {
    var reply = self
    reply.headers.append((name, value))
    return reply
  }
}
