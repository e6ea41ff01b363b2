public import Foundation

/// An HTTP/1.1 server on 127.0.0.1 that remembers every request and can hold or spoil its answer.
///
///     let server = try LoopbackServer { path in .ok("page \(path)").held() }
///     defer { server.stop() }
///     startDownloading(from: server.url("/a"), server.url("/b"))
///     server.waitForInFlight(2, timeout: .seconds(10))  // both at once, or false
///     server.release("/b")
///
/// Each connection has a thread of its own, so `answer` may be called by several at once. A client
/// that closes its connection while its answer is held or delayed is no longer in flight; one that
/// closes only its sending half counts as gone too.
public final class LoopbackServer: Sendable {
  private let core: ServerCore
  private let port: UInt16

  /// Starts to listen at a port of the system's choice.
  ///
  /// - Parameters:
  ///   - keepsConnections: Whether a connection may serve several requests. Off unless asked for:
  ///     HTTP clients repeat a request by themselves when a connection that they reuse breaks, and
  ///     what a client repeats would be counted as its user's.
  ///   - answer: Says what to do with a request, from its path with percent-encoding undone and
  ///     without the query.
  /// - Throws: `SocketError` when the system refuses the socket.
  public init(
    keepsConnections: Bool = false,
    _ answer: @escaping @Sendable (_ path: String) -> Reply
  ) throws {
    (core, port) = try ServerCore.start(keepsConnections: keepsConnections, answer: answer)
  }

  deinit { core.stop() }

  /// Where the server is: `http://127.0.0.1:PORT`.
  public var url: URL { components.url ?? URL(fileURLWithPath: "/") }

  /// The URL of a page, percent-encoded where needed.
  public func url(_ path: String) -> URL {
    var components = components
    components.path = path.hasPrefix("/") ? path : "/" + path
    return components.url ?? url
  }

  /// Every request so far, in the order of arrival.
  public var records: [RequestRecord] { core.records }

  /// How many requests have arrived and not departed.
  public var inFlight: Int { core.inFlight }

  /// Blocks until `count` requests in all have arrived.
  ///
  /// - Returns: `false` when the time has passed, or the server stopped, before that.
  @discardableResult
  public func waitForRequests(_ count: Int, timeout: Duration) -> Bool {
    core.wait(for: .requests(count), timeout: timeout)
  }

  /// Blocks until `count` requests are in flight at once.
  ///
  /// - Returns: `false` when the time has passed, or the server stopped, before that.
  @discardableResult
  public func waitForInFlight(_ count: Int, timeout: Duration) -> Bool {
    core.wait(for: .inFlight(count), timeout: timeout)
  }

  /// Lets the held requests of that path go, and those that arrive later as well.
  public func release(_ path: String) { core.release { $0.release(path) } }

  /// Lets every held request go that has arrived so far, and none that arrives later.
  public func releaseArrived() { core.release { $0.releaseArrived() } }

  /// Lets every held request go, and every one that arrives later.
  public func releaseAll() { core.release { $0.releaseAll() } }

  /// Closes the listening socket and every connection, and returns when their threads have ended.
  ///
  /// May be called again. Called from within `answer`, it doesn't wait, as it would for itself.
  public func stop() { core.stop() }

  private var components: URLComponents {
    var components = URLComponents()
    components.scheme = "http"
    components.host = "127.0.0.1"
    components.port = Int(port)
    return components
  }
}
