import Foundation
import OffThePool
import Testing

@testable import Judge

@Suite struct LoopbackServerTests {
  @Test func `a page comes with its status, its headers and its bytes`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in .ok("bytes: é").with(header: "X-Kind", "test") }
      let answer = try Client(server).ask("GET / HTTP/1.1\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nX-Kind: test\r\nContent-Length: 9\r\n"))
      #expect(answer.hasSuffix("\r\nConnection: close\r\n\r\nbytes: é"))
    }
  }

  @Test func `the answer is asked for with the path that the URL was made of`() async throws {
    try await onThread {
      let server = try LoopbackServer { path in .ok(path) }
      for path in ["/", "/été/日本 %?#&+.txt", "/a//b", "/%41"] {
        let components = try #require(
          URLComponents(url: server.url(path), resolvingAgainstBaseURL: false))
        let target = components.percentEncodedPath
        let answer = try Client(server).ask("GET \(target)?q HTTP/1.0\r\n\r\n")
        #expect(answer.hasSuffix("\r\n\r\n\(path)"))
      }
      #expect(server.url("no-slash").path == "/no-slash")
      #expect(server.records.map(\.path) == ["/", "/été/日本 %?#&+.txt", "/a//b", "/%41"])
    }
  }

  @Test func `a kept connection serves one request after the other, pipelined ones too`()
    async throws
  {
    try await onThread {
      let server = try LoopbackServer(keepsConnections: true) { path in .ok("<\(path)>") }
      let client = try Client(server)
      try client.send("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HT")
      #expect(try client.read(until: "</2>").contains("</1>"))
      try client.send("TP/1.1\r\nConnection: close\r\n\r\n")
      #expect(try client.readToEnd().hasSuffix("</3>"))
    }
  }

  @Test func `a connection is closed after its answer unless keeping was asked for`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in .ok("x") }
      let answer = try Client(server).ask("GET / HTTP/1.1\r\nConnection: keep-alive\r\n\r\n")
      #expect(answer.contains("Connection: close"))
    }
  }

  @Test func `a request may come byte by byte, and its body is skipped`() async throws {
    try await onThread {
      let server = try LoopbackServer(keepsConnections: true) { path in .ok("<\(path)>") }
      let client = try Client(server)
      for byte in "POST /1 HTTP/1.1\r\nContent-Length: 30\r\n\r\n" { try client.send(String(byte)) }
      try client.send(String(repeating: "GET /no HTTP/1.1\r\n\r\n", count: 2).prefix(30) + "")
      try client.send("GET /2 HTTP/1.0\r\n\r\n")
      #expect(try client.readToEnd().hasSuffix("</2>"))
      #expect(server.records.map(\.path) == ["/1", "/2"])
    }
  }

  @Test func `what is not HTTP is answered with 400 and not recorded`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in .ok("x") }
      #expect(try Client(server).ask("hello\r\n\r\n").hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
      let endless = String(repeating: "x", count: 4 * maximumHeadSize)
      #expect(try Client(server).ask(endless).hasPrefix("HTTP/1.1 400"))
      #expect(server.records.isEmpty)
    }
  }

  @Test func `HEAD and 204 have no body`() async throws {
    try await onThread {
      let server = try LoopbackServer { path in path == "/204" ? .status(204) : .ok("body") }
      let head = try Client(server).ask("HEAD / HTTP/1.1\r\n\r\n")
      #expect(head.contains("Content-Length: 4\r\n") && head.hasSuffix("\r\n\r\n"))
      let empty = try Client(server).ask("GET /204 HTTP/1.1\r\n\r\n")
      #expect(!empty.contains("Content-Length") && empty.hasSuffix("\r\n\r\n"))
    }
  }

  @Test func `a delayed answer comes no sooner`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in .ok("x").after(.milliseconds(60)) }
      _ = try Client(server).ask("GET / HTTP/1.1\r\n\r\n")
      let record = try #require(server.records.first)
      let departed = try #require(record.departed)
      #expect(record.arrived.duration(to: departed) >= .milliseconds(60))
    }
  }
}

@Suite struct LoopbackServerHoldTests {
  @Test func `held requests are in flight until their paths are released, in any order`()
    async throws
  {
    try await onThread {
      let server = try LoopbackServer { path in .ok(path).held() }
      let clients = try ["/0", "/1", "/2"].map { try Client(server, asking: $0) }
      #expect(server.waitForInFlight(3, timeout: patience))
      #expect(server.records.map(\.inFlight) == [1, 2, 3])
      #expect(server.records.map(\.index) == [0, 1, 2])
      #expect(server.records.allSatisfy { $0.departed == nil })
      for index in [2, 0, 1] {
        let path = server.records[index].path
        server.release(path)
        let client = try #require(clients.first { $0.path == path })
        #expect(try client.readToEnd().hasSuffix(path))
        #expect(server.records[index].departed != nil)
      }
      #expect(server.inFlight == 0)
    }
  }

  @Test func `a path may be released before it is asked for, and stays so`() async throws {
    try await onThread {
      let server = try LoopbackServer { path in .ok(path).held() }
      server.release("/a")
      for _ in 0..<2 { #expect(try Client(server, asking: "/a").readToEnd().hasSuffix("/a")) }
      let other = try Client(server, asking: "/b")
      #expect(server.waitForInFlight(1, timeout: patience))
      server.releaseAll()
      #expect(try other.readToEnd().hasSuffix("/b"))
      #expect(try Client(server, asking: "/c").readToEnd().hasSuffix("/c"))
    }
  }

  @Test func `releasing what has arrived lets nothing through that comes later`() async throws {
    try await onThread {
      let server = try LoopbackServer { path in .ok(path).held() }
      let first = try Client(server, asking: "/a")
      #expect(server.waitForInFlight(1, timeout: patience))
      server.releaseArrived()
      #expect(try first.readToEnd().hasSuffix("/a"))
      let second = try Client(server, asking: "/a")
      #expect(server.waitForRequests(2, timeout: patience))
      #expect(server.inFlight == 1)
      server.releaseArrived()
      #expect(try second.readToEnd().hasSuffix("/a"))
    }
  }

  @Test func `a wait for more than ever comes ends with its time-out`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in .ok("x").held() }
      let client = try Client(server, asking: "/a")
      #expect(server.waitForRequests(1, timeout: patience))
      #expect(!server.waitForRequests(2, timeout: .milliseconds(20)))
      #expect(!server.waitForInFlight(2, timeout: .milliseconds(20)))
      #expect(server.waitForRequests(1, timeout: .zero))
      client.socket.hangUp()
    }
  }

  @Test func `a client that closes is out of flight before the next one is counted in`()
    async throws
  {
    try await onThread {
      let server = try LoopbackServer { path in
        switch path {
        case "/held": .ok("x").held()
        case "/slow": .ok("x").after(.seconds(3600))
        case "/silent": .failing(.silence)
        default: .failing(.trickle(chunk: 1, every: .seconds(3600)), body: Data("xyz".utf8))
        }
      }
      for (number, path) in ["/held", "/slow", "/silent", "/trickle"].enumerated() {
        let client = try Client(server, asking: path)
        #expect(server.waitForRequests(number + 1, timeout: patience))
        client.socket.hangUp()
      }
      _ = try Client(server, asking: "/held")
      #expect(server.waitForRequests(5, timeout: patience))
      #expect(server.records.map(\.inFlight) == [1, 1, 1, 1, 1])
      #expect(server.records.dropLast().allSatisfy { $0.wasAbandoned && $0.departed != nil })
    }
  }
}

@Suite struct TrafficTests {
  @Test func `a request whose client is gone when it is read was never in flight`() throws {
    let (server, client) = try Socket.pair()
    defer { server.close() }
    var traffic = Traffic()
    client.hangUp()
    let index = traffic.arrive("/a", on: server, at: .now)
    #expect(traffic.inFlight == 0)
    #expect(traffic.records[index].inFlight == 0)
    #expect(traffic.records[index].wasAbandoned && traffic.records[index].departed != nil)
  }
}

@Suite struct LoopbackServerFaultTests {
  @Test func `a reset is a reset, not an end`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in .failing(.reset) }
      let client = try Client(server, asking: "/")
      #expect(throws: SocketError("receive", code: ECONNRESET)) { try client.readToEnd() }
      #expect(server.records.first?.departed != nil)
    }
  }

  @Test func `an answer cut short promises all and ends after so many bytes`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in
        .failing(.cutShort(at: 3), body: Data("0123456789".utf8))
      }
      let answer = try Client(server).ask("GET / HTTP/1.1\r\n\r\n")
      #expect(answer.contains("Content-Length: 10\r\n") && answer.hasSuffix("\r\n\r\n012"))
    }
  }

  @Test func `silence lasts until the server stops`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in .failing(.silence) }
      let client = try Client(server, asking: "/")
      #expect(server.waitForInFlight(1, timeout: patience))
      server.releaseAll()
      #expect(server.inFlight == 1)
      server.stop()
      #expect(try client.readToEnd() == "")
      #expect(server.inFlight == 0)
    }
  }

  @Test func `a trickle pauses before each chunk and is whole in the end`() async throws {
    try await onThread {
      let server = try LoopbackServer { _ in
        .failing(.trickle(chunk: 4, every: .milliseconds(10)), body: Data("0123456789".utf8))
      }
      #expect(try Client(server).ask("GET / HTTP/1.1\r\n\r\n").hasSuffix("\r\n\r\n0123456789"))
      let record = try #require(server.records.first)
      let departed = try #require(record.departed)
      #expect(record.arrived.duration(to: departed) >= .milliseconds(30))
    }
  }

  @Test func `a client that is gone when its answer is sent harms nobody`() async throws {
    try await onThread {
      let page = Data(repeating: 7, count: 5_000_000)
      let server = try LoopbackServer { _ in .ok(page).held() }
      for _ in 0..<5 {
        let client = try Client(server, asking: "/")
        client.socket.reset()
      }
      let reader = try Client(server, asking: "/")
      #expect(server.waitForRequests(1, timeout: patience))
      server.releaseAll()
      #expect(try reader.readToEnd().utf8.count > page.count)
      // The answer is under way here when its reader leaves.
      let leaver = try Client(server, asking: "/")
      _ = try leaver.socket.receive(upTo: 100)
      leaver.socket.reset()
      #expect(try Client(server, asking: "/").readToEnd().utf8.count > page.count)
    }
  }
}

@Suite struct LoopbackServerStopTests {
  @Test func `stopping ends what is held, delayed, silent or idle, and every wait`() async throws {
    try await onThread {
      let server = try LoopbackServer(keepsConnections: true) { path in
        switch path {
        case "/held": .ok("x").held()
        case "/slow": .ok("x").after(.seconds(3600))
        case "/idle": .ok("x")
        default: .failing(.silence)
        }
      }
      let clients = try ["/held", "/slow", "/silent"].map { try Client(server, asking: $0) }
      let idle = try Client(server)
      try idle.send("GET /idle HTTP/1.1\r\n\r\n")
      _ = try idle.read(until: "x")
      let mute = try Client(server)
      #expect(server.waitForRequests(4, timeout: patience))

      let waiter = DispatchSemaphore(value: 0)
      let reached = Answer()
      Thread {
        reached.value = server.waitForRequests(1000, timeout: .seconds(3600))
        waiter.signal()
      }.start()
      server.stop()
      waiter.wait()
      #expect(reached.value == false)
      for client in clients { #expect(try client.readToEnd() == "") }
      #expect(try idle.readToEnd() == "")
      #expect((try? mute.readToEnd()) ?? "" == "")
      #expect(server.inFlight == 0)
      #expect(!server.waitForInFlight(1, timeout: .seconds(3600)))
      server.stop()
      #expect(throws: SocketError("connect", code: ECONNREFUSED)) { try Client(server) }
    }
  }

  @Test func `letting go of the server stops it`() async throws {
    try await onThread {
      var server: LoopbackServer? = try LoopbackServer { _ in .ok("x").held() }
      let client = try Client(try #require(server), asking: "/")
      #expect(server?.waitForInFlight(1, timeout: patience) == true)
      server = nil
      #expect(try client.readToEnd() == "")
    }
  }

  @Test func `an answer may stop its own server`() async throws {
    try await onThread {
      let holder = Holder()
      let hasReturned = DispatchSemaphore(value: 0)
      let server = try LoopbackServer { _ in
        holder.server?.stop()
        hasReturned.signal()
        return .ok("x")
      }
      holder.server = server
      let client = try Client(server, asking: "/")
      try #require(hasReturned.wait(timeout: .now() + 20) == .success)
      #expect((try? client.readToEnd()) ?? "" == "")
      holder.server = nil
    }
  }
}

/// Long enough for any machine; only a test that fails waits for it.
private let patience = Duration.seconds(60)

extension Socket {
  /// Closes so that the other side sees the end at once.
  ///
  /// Other tests start programs in this process meanwhile, and between fork and exec each has a
  /// copy of every descriptor: with `close` alone the connection would live as long as the copy.
  fileprivate func hangUp() {
    interrupt()
    close()
  }
}

/// A client that speaks byte by byte.
private struct Client {
  let socket: Socket
  var path = ""

  init(_ server: LoopbackServer) throws {
    socket = try Socket.connected(to: UInt16(try #require(server.url.port)))
  }

  init(_ server: LoopbackServer, asking path: String) throws {
    try self.init(server)
    self.path = path
    try send("GET \(path) HTTP/1.1\r\n\r\n")
  }

  func send(_ text: String) throws { try socket.send(Array(text.utf8)) }

  func ask(_ text: String) throws -> String {
    // The server may have refused and closed before all of it is sent.
    try? send(text)
    return try readToEnd()
  }

  func readToEnd() throws -> String {
    defer { socket.close() }
    var bytes: [UInt8] = []
    while case let more = try socket.receive(upTo: 65536), !more.isEmpty { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  func read(until end: String) throws -> String {
    var text = ""
    while !text.hasSuffix(end) {
      let more = try socket.receive(upTo: 65536)
      guard !more.isEmpty else { return text }
      text += String(decoding: more, as: UTF8.self)
    }
    return text
  }
}

private final class Answer: @unchecked Sendable {
  // Unchecked: written before the semaphore is signalled, read after it.
  var value: Bool?
}

private final class Holder: @unchecked Sendable {
  // Unchecked: written before the request is sent that reads it.
  weak var server: LoopbackServer?
}
