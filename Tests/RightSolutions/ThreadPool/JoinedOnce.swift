import Dispatch
import ExerciseKit
import Foundation
import Synchronization

private final class Line: Sendable {
  private let jobs = Mutex<[(@Sendable () -> Void)?]>([])
  private let available = DispatchSemaphore(value: 0)

  func add(_ job: (@Sendable () -> Void)?) {
    jobs.withLock { $0.append(job) }
    available.signal()
  }

  func work() {
    while true {
      available.wait()
      guard let job = jobs.withLock({ $0.removeFirst() }) else { return }
      job()
    }
  }
}

/// A team of threads that is made once and then works through one list after another.
///
/// Jobs go over through a semaphore and a Mutex, and pthread_join is called once for each thread,
/// under a lock that a second shutDown waits for.
public final class ThreadPool: @unchecked Sendable {
  private let line = Line()
  private let joining = NSLock()
  private var handles: [pthread_t] = []

  /// Makes a pool whose jobs run on `workers` threads, and never on more.
  public init(workers: Int) throws {
    guard workers >= 1 else {
      throw InvalidArgument("workers", "must be at least 1, not \(workers)")
    }
    for _ in 0..<workers {
      var handle = pthread_t()
      let status = pthread_create(
        &handle, nil,
        { raw in
          if let raw { Unmanaged<Line>.fromOpaque(raw).takeRetainedValue().work() }
          return nil
        }, Unmanaged.passRetained(line).toOpaque())
      precondition(status == 0, "no thread to be had")
      handles.append(handle)
    }
  }

  /// Transforms every input on the pool's threads; may be called by several threads at once.
  public func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) throws -> [Output] {
    let results = Mutex([Result<Output, any Error>?](repeating: nil, count: inputs.count))
    let ended = DispatchSemaphore(value: 0)
    let run: @Sendable (Int) -> Void = { place in
      let result = Result { try transform(inputs[place]) }
      results.withLock { $0[place] = result }
      ended.signal()
    }
    for place in inputs.indices { line.add { run(place) } }
    for _ in inputs { ended.wait() }
    return try results.withLock { $0 }.compactMap { try $0?.get() }
  }

  /// Ends the threads, and returns when they have ended; a second call does no harm.
  public func shutDown() {
    joining.lock()
    defer { joining.unlock() }
    for _ in handles { line.add(nil) }
    for handle in handles { pthread_join(handle, nil) }
    handles = []
  }
}
