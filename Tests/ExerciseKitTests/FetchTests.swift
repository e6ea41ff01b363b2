import Dispatch
import ExerciseKit
import Foundation
import Judge
import OffThePool
import Synchronization
import Testing

/// How a test fetches: with the blocking function or the asynchronous one.
enum Way: Sendable, CaseIterable {
  case blocking
  case async

  func get(
    _ path: String, of server: LoopbackServer, timeout: Duration = patience
  ) async throws -> Data {
    try await get(server.url(path), timeout: timeout)
  }

  func get(_ url: URL, timeout: Duration = patience) async throws -> Data {
    switch self {
    case .async: try await fetch(url, timeout: timeout)
    case .blocking: try await onThread { try fetch(url, timeout: timeout) }
    }
  }
}

@Suite(.offThePool) struct FetchTests {
  @Test(arguments: Way.allCases)
  func `pages come back byte for byte, from empty to 5 MB`(_ way: Way) async throws {
    let pages: [String: Data] = [
      "/empty": Data(), "/one": Data([0]), "/été 日本?": Data("naïve ✓".utf8),
      "/large": Data(Array(repeating: Array("0123456789\0\r\n".utf8), count: 400_000).joined()),
    ]
    let server = try LoopbackServer { path in pages[path].map { .ok($0) } ?? .status(404) }
    for (path, page) in pages {
      #expect(try await way.get(path, of: server) == page, "\(path)")
    }
    #expect(server.records.count == pages.count)
  }

  @Test(arguments: Way.allCases)
  func `any status but 2xx is an error`(_ way: Way) async throws {
    let server = try LoopbackServer { path in .status(Int(path.dropFirst()) ?? 500) }
    for status in [200, 201, 204] { _ = try await way.get("/\(status)", of: server) }
    for status in [304, 400, 404, 500, 503] {
      let url = server.url("/\(status)")
      await #expect(throws: FetchError.status(status, url)) { try await way.get(url) }
    }
  }

  @Test(arguments: Way.allCases)
  func `redirects are followed, to another server too, but not for ever`(_ way: Way) async throws {
    let other = try LoopbackServer { path in .ok("other \(path)") }
    let far = other.url("/x").absoluteString
    let server = try LoopbackServer { path in
      switch path {
      case "/moved": .redirect(to: "/twice")
      case "/twice": .redirect(to: "/end?q=1")
      case "/far": .redirect(to: far)
      case "/lost": .redirect(to: "/404")
      case "/loop": .redirect(to: "/loop")
      case "/end": .ok("end")
      default: .status(404)
      }
    }
    #expect(try await way.get("/moved", of: server) == Data("end".utf8))
    #expect(try await way.get("/far", of: server) == Data("other /x".utf8))
    let lost = server.url("/lost")
    await #expect(throws: FetchError.status(404, lost)) { try await way.get(lost) }
    await #expect(throws: FetchError.self) { try await way.get("/loop", of: server) }
    #expect(server.records.map(\.path).filter { $0 == "/loop" }.count == 21)
  }

  @Test(arguments: Way.allCases)
  func `a broken connection is an error, and nothing is asked for twice`(_ way: Way) async throws {
    let page = Data(repeating: 1, count: 100_000)
    let server = try LoopbackServer(keepsConnections: true) { path in
      switch path {
      case _ where path.hasPrefix("/reset"): .failing(.reset)
      case "/short": .failing(.cutShort(at: 70_000), body: page)
      case "/empty": .failing(.cutShort(at: 0), body: page)
      default: .ok("fine")
      }
    }
    let paths = ["/a", "/reset1", "/b", "/short", "/c", "/empty", "/d", "/reset2", "/reset3", "/e"]
    for path in paths {
      let url = server.url(path)
      switch path {
      case "/short":
        let error = FetchError.cutShort(url, expected: 100_000, received: 70_000)
        await #expect(throws: error) { try await way.get(url) }
      case "/empty":
        let error = FetchError.cutShort(url, expected: 100_000, received: 0)
        await #expect(throws: error) { try await way.get(url) }
      case _ where path.hasPrefix("/reset"):
        let error = await #expect(throws: FetchError.self) { try await way.get(url) }
        guard case .connectionLost(url, let reason) = error else {
          Issue.record("not a lost connection: \(String(describing: error))")
          continue
        }
        #expect(!reason.isEmpty)
      default:
        #expect(try await way.get(url) == Data("fine".utf8))
      }
    }
    #expect(server.records.map(\.path) == paths)
  }

  @Test(arguments: Way.allCases)
  func `a server that isn't there is a lost connection`(_ way: Way) async throws {
    let server = try LoopbackServer { _ in .ok("x") }
    let url = server.url("/")
    server.stop()
    let error = await #expect(throws: FetchError.self) { try await way.get(url) }
    guard case .connectionLost(url, _) = error else {
      Issue.record("not a lost connection: \(String(describing: error))")
      return
    }
  }

  @Test(arguments: Way.allCases)
  func `silence ends with the time-out`(_ way: Way) async throws {
    let server = try LoopbackServer { _ in .failing(.silence) }
    let url = server.url("/")
    let begun = ContinuousClock.now
    await #expect(throws: FetchError.timedOut(url, after: .milliseconds(150))) {
      try await way.get(url, timeout: .milliseconds(150))
    }
    #expect(begun.duration(to: .now) >= .milliseconds(150))
  }

  @Test(arguments: Way.allCases)
  func `the time-out is for the whole page, however often a byte comes`(_ way: Way) async throws {
    let server = try LoopbackServer { path in
      let pause: Duration = path == "/quick" ? .milliseconds(1) : .milliseconds(20)
      return .failing(.trickle(chunk: 3, every: pause), body: Data(repeating: 9, count: 600))
    }
    // Two hundred chunks: 4 s with the longer pause.
    let url = server.url("/slow")
    await #expect(throws: FetchError.timedOut(url, after: .milliseconds(300))) {
      try await way.get(url, timeout: .milliseconds(300))
    }
    #expect(try await way.get("/quick", of: server) == Data(repeating: 9, count: 600))
  }

  @Test(arguments: ["ftp://127.0.0.1/x", "file:///etc/hosts", "http:///x", "page", "data:,x"])
  func `what is not http with a host is unsupported`(text: String) async throws {
    let url = try #require(URL(string: text))
    for way in Way.allCases {
      await #expect(throws: FetchError.unsupported(url)) { try await way.get(url) }
    }
  }

  @Test func `both functions can be passed as values`() async throws {
    let server = try LoopbackServer { path in .ok(path) }
    let blocking: @Sendable (URL) throws -> Data = fetch
    let asynchronous: @Sendable (URL) async throws -> Data = fetch
    #expect(try blocking(server.url("/a")) == Data("/a".utf8))
    #expect(try await asynchronous(server.url("/b")) == Data("/b".utf8))
  }

  @Test func `every error says what happened in a sentence of its own`() throws {
    let url = try #require(URL(string: "http://h/p"))
    let errors: [FetchError] = [
      .status(404, url), .timedOut(url, after: .seconds(2)), .connectionLost(url, reason: "why"),
      .cutShort(url, expected: 10, received: 3), .unsupported(url),
    ]
    #expect(
      errors.map(\.description) == [
        "http://h/p answered with status 404, not 2xx",
        "http://h/p was not complete after 2.0 seconds",
        "the connection to http://h/p was lost: why",
        "http://h/p was cut short: 3 of 10 bytes came",
        "http://h/p can't be fetched: it must be http or https, with a host",
      ])
  }
}

@Suite(.offThePool) struct FetchAtOnceTests {
  @Test func `300 blocking fetches are in flight at once`() async throws {
    let server = try LoopbackServer { path in .ok(path).held() }
    let pages = try await onThread {
      let pages = (0..<300).map { number in
        startThread { try fetch(server.url("/\(number)"), timeout: patience) }
      }
      #expect(server.waitForInFlight(300, timeout: patience))
      server.releaseAll()
      return try pages.map { try $0.value() }
    }
    #expect(pages == (0..<300).map { Data("/\($0)".utf8) })
    #expect(server.records.map(\.inFlight) == Array(1...300))
  }

  @Test func `300 asynchronous fetches are in flight at once`() async throws {
    let server = try LoopbackServer { path in .ok(path).held() }
    let jobs = JobsInTurn()
    let pages = try await withThrowingTaskGroup(of: Data.self) { group in
      for number in 0..<300 {
        group.addTask(executorPreference: jobs) {
          try await fetch(server.url("/\(number)"), timeout: patience)
        }
      }
      let all = try await onThread { server.waitForInFlight(300, timeout: patience) }
      #expect(all)
      server.releaseAll()
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(pages == Set((0..<300).map { Data("/\($0)".utf8) }))
  }

  @Test func `URLSession is not held to its six connections`() async throws {
    let server = try LoopbackServer { path in .ok(path).held() }
    let jobs = JobsInTurn()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask(executorPreference: jobs) {
          _ = try await Way.async.get("/\(number)", of: server)
        }
      }
      let all = try await onThread { server.waitForInFlight(20, timeout: patience) }
      #expect(all)
      server.releaseAll()
      try await group.waitForAll()
    }
  }

  @Test func `64 serial queues can each block in a fetch`() async throws {
    let server = try LoopbackServer { path in .ok(path).held() }
    let ended = DispatchGroup()
    let pages = Mutex<Set<Data>>([])
    for number in 0..<64 {
      DispatchQueue(label: "worker \(number)").async(group: ended) {
        let page = try? fetch(server.url("/\(number)"), timeout: patience)
        pages.withLock { _ = $0.insert(page ?? Data()) }
      }
    }
    let all = try await onThread {
      defer {
        server.releaseAll()
        ended.wait()
      }
      return server.waitForInFlight(64, timeout: patience)
    }
    #expect(all)
    #expect(pages.withLock { $0 } == Set((0..<64).map { Data("/\($0)".utf8) }))
  }

  @Test func `fetches on every thread of Dispatch's pool come to an end`() async throws {
    let server = try LoopbackServer { path in .ok(path).after(.milliseconds(5)) }
    let urls = (0..<16).map { server.url("/\($0)") }
    let pages = Mutex<Set<Data?>>([])
    try await onThread {
      DispatchQueue.concurrentPerform(iterations: urls.count) { number in
        let page = try? fetch(urls[number], timeout: patience)
        pages.withLock { _ = $0.insert(page) }
      }
    }
    #expect(pages.withLock { $0 } == Set((0..<16).map { Data("/\($0)".utf8) }))
  }
}

@Suite(.offThePool) struct FetchCancellationTests {
  @Test func `cancelling the task ends its fetch`() async throws {
    let server = try LoopbackServer { _ in .failing(.silence) }
    let url = server.url("/")
    let task = Task(executorPreference: JobsInTurn()) { try await fetch(url, timeout: patience) }
    let arrived = try await onThread { server.waitForInFlight(1, timeout: patience) }
    #expect(arrived)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func `a task that is cancelled already asks for nothing`() async throws {
    let server = try LoopbackServer { _ in .ok("x") }
    let url = server.url("/")
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await fetch(url, timeout: patience)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(server.records.isEmpty)
  }
}

/// Long enough for any machine; only a test that fails waits for it.
private let patience = Duration.seconds(60)

/// Does one job after the other, beside the shared pool: other tests block that for long on a busy machine,
/// and a job that blocked would keep the others from theirs here as well.
private final class JobsInTurn: TaskExecutor {
  private let queue = DispatchQueue(label: "jobs in turn")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// What a thread of its own will have computed.
private final class Outcome<Value: Sendable>: Sendable {
  let result = Mutex<Result<Value, any Error>?>(nil)
  let ended = DispatchSemaphore(value: 0)

  func value() throws -> Value {
    ended.wait()
    return try #require(result.withLock { $0 }).get()
  }
}

private func startThread<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) -> Outcome<Value> {
  let outcome = Outcome<Value>()
  Thread {
    let result = Result(catching: body)
    outcome.result.withLock { $0 = result }
    outcome.ended.signal()
  }.start()
  return outcome
}
