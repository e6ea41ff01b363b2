#if os(Linux)
  import Dispatch
  import Foundation
  import Glibc

  /// As many redirects are followed as URLSession follows.
  private let maximumRedirects = 20

  /// Fetches a page of this machine on the calling thread, which sleeps in the kernel meanwhile.
  func fetchFromLoopback(_ asked: URL, timeout: Duration) throws -> Data {
    let deadline = ContinuousClock.now.advanced(by: timeout)
    var url = asked
    for _ in 0...maximumRedirects {
      var exchange = try LoopbackExchange(url, for: asked)
      defer { close(exchange.descriptor) }
      var answer: LoopbackExchange.Answer?
      while answer == nil {
        answer = try exchange.advance()
        if answer == nil, !isReady(exchange, before: deadline) {
          throw FetchError.timedOut(asked, after: timeout)
        }
      }
      switch answer {
      case .page(let data)?: return data
      case .redirect(let target)?:
        guard LoopbackExchange.serves(target) else {
          return try fetch(target, timeout: ContinuousClock.now.duration(to: deadline))
        }
        url = target
      case nil: break
      }
    }
    throw FetchError.connectionLost(asked, reason: "more than \(maximumRedirects) redirects")
  }

  /// Waits for the socket; `false` when the time is over.
  private func isReady(
    _ exchange: LoopbackExchange, before deadline: ContinuousClock.Instant
  ) -> Bool {
    let events = exchange.need == .read ? POLLIN : POLLOUT
    var polled = pollfd(fd: exchange.descriptor, events: Int16(events), revents: 0)
    while true {
      let rest = ContinuousClock.now.duration(to: deadline)
      guard rest > .zero else { return false }
      // One more than the whole milliseconds left, or the last fraction would be a busy loop.
      let milliseconds = min(rest / .milliseconds(1) + 1, 1_000_000)
      if poll(&polled, 1, Int32(milliseconds)) > 0 { return true }
    }
  }

  /// A fetch of a page of this machine that holds no thread while it waits.
  final class LoopbackTransfer: Transfer, @unchecked Sendable {
    // Unchecked: everything that changes is touched on `fetchQueue` alone.
    private let asked: URL
    private let timeout: Duration
    private var exchange: LoopbackExchange?
    private var source: (any DispatchSourceProtocol)?
    private var sourceNeed: LoopbackExchange.Need?
    private var redirects = 0
    /// Goes on where a redirect leaves this machine.
    private var elsewhere: SessionTransfer?
    private var timer: Timer?
    private var stoppedBy: (any Error)?
    private var completion: (@Sendable (Result<Data, any Error>) -> Void)?
    /// A descriptor must not be closed before the last source on it has been cancelled.
    private let sources = DispatchGroup()

    init(_ url: URL, timeout: Duration) {
      asked = url
      self.timeout = timeout
    }

    func start(_ completion: @escaping @Sendable (Result<Data, any Error>) -> Void) {
      fetchQueue.async { [self] in
        if let stoppedBy { return completion(.failure(stoppedBy)) }
        self.completion = completion
        timer = Timer(timeout) { [self] in stop(FetchError.timedOut(asked, after: timeout)) }
        open(asked)
      }
    }

    func stop(_ error: any Error) {
      fetchQueue.async { [self] in
        stoppedBy = error
        elsewhere?.stop(error)
        end(.failure(error))
      }
    }

    private func open(_ url: URL) {
      do {
        exchange = try LoopbackExchange(url, for: asked)
        advance()
      } catch {
        end(.failure(error))
      }
    }

    private func advance() {
      do {
        switch try exchange?.advance() {
        case .page(let data)?: end(.success(data))
        case .redirect(let target)?: follow(target)
        case nil: listen()
        }
      } catch {
        end(.failure(error))
      }
    }

    private func listen() {
      guard let exchange, sourceNeed != exchange.need else { return }
      source?.cancel()
      let source: any DispatchSourceProtocol =
        switch exchange.need {
        case .read:
          DispatchSource.makeReadSource(fileDescriptor: exchange.descriptor, queue: fetchQueue)
        case .write:
          DispatchSource.makeWriteSource(fileDescriptor: exchange.descriptor, queue: fetchQueue)
        }
      sources.enter()
      source.setEventHandler(handler: DispatchWorkItem { [self] in advance() })
      source.setCancelHandler(handler: DispatchWorkItem { [sources] in sources.leave() })
      source.activate()
      self.source = source
      sourceNeed = exchange.need
    }

    private func follow(_ target: URL) {
      redirects += 1
      guard redirects <= maximumRedirects else {
        let reason = "more than \(maximumRedirects) redirects"
        return end(.failure(FetchError.connectionLost(asked, reason: reason)))
      }
      close { [self] in
        guard completion != nil else { return }
        if LoopbackExchange.serves(target) {
          open(target)
        } else {
          let transfer = SessionTransfer(target, timeout: timeout)
          elsewhere = transfer
          transfer.start { [self] result in fetchQueue.async { [self] in end(result) } }
        }
      }
    }

    /// Tells the result once, and not before the connection is closed: whoever fetches the next
    /// page upon it has no two requests in flight.
    private func end(_ result: Result<Data, any Error>) {
      guard let completion else { return }
      self.completion = nil
      timer?.cancel()
      timer = nil
      elsewhere = nil
      close { completion(result) }
    }

    private func close(then next: @escaping @Sendable () -> Void) {
      source?.cancel()
      source = nil
      sourceNeed = nil
      let descriptor = exchange?.descriptor
      exchange = nil
      sources.notify(queue: fetchQueue) {
        if let descriptor { Glibc.close(descriptor) }
        next()
      }
    }
  }
#endif
