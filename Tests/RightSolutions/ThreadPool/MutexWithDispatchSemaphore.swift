import Dispatch
import ExerciseKit
import Synchronization

/// A team of threads that is made once and works through many lists.
public final class ThreadPool: Sendable {
  private let mailbox = Mailbox()
  private let workers: Int
  private let ended = DispatchGroup()

  /// Starts `workers` threads that wait for work.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    self.workers = workers
    for _ in 0..<workers {
      ended.enter()
      _ = spawn { [mailbox, ended] in
        mailbox.serve()
        ended.leave()
      }
    }
  }

  /// Transforms every input on the pool's threads, and returns the results in the inputs' order.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let results = Mutex([Int: Result<Output, any Error>]())
    let done = DispatchSemaphore(value: 0)
    for (index, input) in inputs.enumerated() {
      mailbox.send {
        let result = Result { try transform(input) }
        results.withLock { $0[index] = result }
        done.signal()
      }
    }
    for _ in inputs { done.wait() }
    return try results.withLock { results in
      try inputs.indices.compactMap { try results[$0]?.get() }
    }
  }

  /// Ends the threads, and returns when they have ended.
  public func shutDown() {
    for _ in 0..<workers { mailbox.sendFarewell() }
    ended.wait()
  }
}

private final class Mailbox: Sendable {
  private enum Letter {
    case job(@Sendable () -> Void)
    case farewell
  }

  private let letters = Mutex<[Letter]>([])
  private let arrived = DispatchSemaphore(value: 0)

  func send(_ job: @escaping @Sendable () -> Void) { put(.job(job)) }

  func sendFarewell() { put(.farewell) }

  func serve() {
    while case .job(let job) = take() { job() }
  }

  private func put(_ letter: Letter) {
    letters.withLock { $0.append(letter) }
    arrived.signal()
  }

  private func take() -> Letter {
    arrived.wait()
    return letters.withLock { $0.removeFirst() }
  }
}
