import Dispatch
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Where the events of every fetch are handled.
///
/// A serial queue gets a thread even when every thread of Dispatch's pool is blocked in a fetch; a
/// global queue, or the operation queue that URLSession makes for itself, waits for one of those.
private let fetchQueue = DispatchQueue(label: "fetch")

/// How many fetches from one host may be under way at once.
///
/// Left alone, URLSession holds 6 on Linux, and further ones wait without a word.
private let maximumFetchesPerHost = 1024

/// The one session of every fetch, and the place where its events find their transfer.
private final class Transfers: NSObject, URLSessionDataDelegate {
  static let shared = Transfers()
  static let session = makeSession()

  private let underWay = Mutex<[Int: Transfer]>([:])

  private static func makeSession() -> URLSession {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = maximumFetchesPerHost
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.httpCookieStorage = nil
    configuration.httpCookieAcceptPolicy = .never
    configuration.httpShouldSetCookies = false
    configuration.urlCredentialStorage = nil
    let operations = OperationQueue()
    operations.underlyingQueue = fetchQueue
    operations.maxConcurrentOperationCount = 1
    return URLSession(configuration: configuration, delegate: shared, delegateQueue: operations)
  }

  func add(_ transfer: Transfer, for task: URLSessionTask) {
    underWay.withLock { $0[task.taskIdentifier] = transfer }
  }

  private func transfer(of task: URLSessionTask) -> Transfer? {
    underWay.withLock { $0[task.taskIdentifier] }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    transfer(of: dataTask)?.receive(response)
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    transfer(of: dataTask)?.receive(data)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    let transfer = underWay.withLock { $0.removeValue(forKey: task.taskIdentifier) }
    transfer?.end(response: task.response, error)
  }
}

/// One fetch over URLSession: what has come so far, and whom to tell when it ends.
final class Transfer: Sendable {
  private struct State {
    var task: URLSessionTask?
    var timer: Timer?
    var response: HTTPURLResponse?
    var body = Data()
    /// Set when the fetch was given up, before URLSession knows of it.
    var givenUp: (any Error)?
    var completion: (@Sendable (Result<Data, any Error>) -> Void)?
  }

  private let url: URL
  private let timeout: Duration
  private let state = Mutex(State())

  init(_ url: URL, timeout: Duration) {
    self.url = url
    self.timeout = timeout
  }

  /// Sends the request; `completion` is called once, on another thread or on this one.
  func start(_ completion: @escaping @Sendable (Result<Data, any Error>) -> Void) {
    let scheme = url.scheme?.lowercased()
    guard scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty else {
      return completion(.failure(FetchError.unsupported(url)))
    }
    var request = URLRequest(url: url)
    // A connection that is used again may turn out broken, and the HTTP library then repeats the
    // request by itself: the server would be asked twice. So every fetch has its own connection.
    request.setValue("close", forHTTPHeaderField: "Connection")
    // URLSession's own limit counts whole seconds on Linux, and starts anew with every byte.
    request.timeoutInterval = 7 * 24 * 60 * 60

    let task = Transfers.session.dataTask(with: request)
    let timer = Timer(timeout) { [weak self, url, timeout] in
      self?.stop(FetchError.timedOut(url, after: timeout))
    }
    let givenUp = state.withLock { state in
      guard state.givenUp == nil else { return state.givenUp }
      state.task = task
      state.timer = timer
      state.completion = completion
      return nil
    }
    if let givenUp {
      timer.cancel()
      return completion(.failure(givenUp))
    }
    Transfers.shared.add(self, for: task)
    task.resume()
  }

  /// Gives the fetch up because of `error`, unless it has ended.
  func stop(_ error: any Error) {
    let task = state.withLock { state in
      if state.givenUp == nil { state.givenUp = error }
      return state.task
    }
    task?.cancel()
  }

  func receive(_ response: URLResponse) {
    state.withLock {
      $0.response = response as? HTTPURLResponse
      $0.body = Data()
    }
  }

  func receive(_ data: Data) { state.withLock { $0.body.append(data) } }

  func end(response: URLResponse?, _ error: (any Error)?) {
    let completion = state.withLock { state in
      state.timer?.cancel()
      state.timer = nil
      state.task = nil
      state.response = state.response ?? response as? HTTPURLResponse
      let completion = state.completion
      state.completion = nil
      return completion
    }
    completion?(outcome(error))
  }

  private func outcome(_ error: (any Error)?) -> Result<Data, any Error> {
    let (response, body, givenUp) = state.withLock { ($0.response, $0.body, $0.givenUp) }
    if let givenUp { return .failure(givenUp) }
    if let response, !(200..<300).contains(response.statusCode) {
      return .failure(FetchError.status(response.statusCode, url))
    }
    // URLSession reports a short body as an unknown error on Linux, elsewhere as a lost connection
    // or not at all. The length of a compressed body says nothing about what it unpacks to.
    if let response, response.value(forHTTPHeaderField: "Content-Encoding") == nil {
      let expected = Int(response.expectedContentLength)
      if body.count < expected {
        return .failure(FetchError.cutShort(url, expected: expected, received: body.count))
      }
    }
    if let error {
      return .failure(FetchError.connectionLost(url, reason: error.localizedDescription))
    }
    guard response != nil else {
      return .failure(FetchError.connectionLost(url, reason: "no answer came"))
    }
    return .success(body)
  }
}

/// Calls a closure once after a time, unless it is cancelled before.
private struct Timer: @unchecked Sendable {
  // Unchecked: Dispatch's sources may be used from any thread, but their type doesn't say so.
  private let source: any DispatchSourceTimer

  init(_ time: Duration, _ body: @escaping @Sendable () -> Void) {
    source = DispatchSource.makeTimerSource(queue: fetchQueue)
    source.setEventHandler(handler: DispatchWorkItem(block: body))
    source.schedule(deadline: .now() + time.dispatchInterval)
    source.activate()
  }

  func cancel() { source.cancel() }
}

extension Duration {
  /// The same time for Dispatch, in nanoseconds and never negative.
  fileprivate var dispatchInterval: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    let whole = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !whole.overflow else { return .never }
    return .nanoseconds(max(0, Int(whole.partialValue) + Int(attoseconds / 1_000_000_000)))
  }
}
