import Dispatch
public import Foundation
import Synchronization

/// Downloads one URL over HTTP and returns the bytes of its page; its thread sleeps meanwhile.
///
/// Redirects are followed. The server is asked once: a request that fails is not repeated.
///
/// - Throws: `FetchError` when the status isn't 2xx, the body is shorter than announced, the
///   connection is lost, or nothing is complete after 30 seconds.
public func fetch(_ url: URL) throws -> Data {
  try fetch(url, timeout: defaultFetchTimeout)
}

/// Downloads one URL as `fetch(_:)` does, within `timeout` from the call to the last byte.
///
/// - Throws: `FetchError`.
public func fetch(_ url: URL, timeout: Duration) throws -> Data {
  let transfer = Transfer(url, timeout: timeout)
  let ended = DispatchSemaphore(value: 0)
  let outcome = Mutex<Result<Data, any Error>?>(nil)
  transfer.start { result in
    outcome.withLock { $0 = result }
    ended.signal()
  }
  ended.wait()
  guard let result = outcome.withLock({ $0 }) else {
    throw FetchError.connectionLost(url, reason: "it ended without a result")
  }
  return try result.get()
}

/// Downloads one URL over HTTP and returns the bytes of its page; no thread waits meanwhile.
///
/// - Throws: `FetchError` as the blocking `fetch` does, and `CancellationError` as soon as the task
///   is cancelled.
public func fetch(_ url: URL) async throws -> Data {
  try await fetch(url, timeout: defaultFetchTimeout)
}

/// Downloads one URL as `fetch(_:)` does, within `timeout` from the call to the last byte.
///
/// - Throws: `FetchError`, and `CancellationError` as soon as the task is cancelled.
public func fetch(_ url: URL, timeout: Duration) async throws -> Data {
  let transfer = Transfer(url, timeout: timeout)
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { continuation in
      transfer.start { continuation.resume(with: $0) }
    }
  } onCancel: {
    transfer.stop(CancellationError())
  }
}

/// Why a download gave no page.
public enum FetchError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The server answered with a status other than 2xx.
  case status(Int, URL)
  /// The page wasn't complete in that time.
  case timedOut(URL, after: Duration)
  /// The connection couldn't be made, or broke before an answer came.
  case connectionLost(URL, reason: String)
  /// The connection ended after `received` of the `expected` bytes.
  case cutShort(URL, expected: Int, received: Int)
  /// The URL isn't `http` or `https`, or names no host.
  case unsupported(URL)

  /// What went wrong, in one sentence.
  public var description: String {
    switch self {
    case .status(let status, let url):
      "\(url.absoluteString) answered with status \(status), not 2xx"
    case .timedOut(let url, let time):
      "\(url.absoluteString) was not complete after \(time)"
    case .connectionLost(let url, let reason):
      "the connection to \(url.absoluteString) was lost: \(reason)"
    case .cutShort(let url, let expected, let received):
      "\(url.absoluteString) was cut short: \(received) of \(expected) bytes came"
    case .unsupported(let url):
      "\(url.absoluteString) can't be fetched: it must be http or https, with a host"
    }
  }
}

/// The time that a fetch has unless it is given another.
private let defaultFetchTimeout = Duration.seconds(30)
