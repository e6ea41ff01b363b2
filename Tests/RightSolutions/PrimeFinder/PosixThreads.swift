import ExerciseKit
import Foundation
import Synchronization

/// Finds the primes with POSIX threads.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let team = min(workers, limit - 1)
  let job = Job(limit: limit, size: max(1, min(1_000, limit / (team * 50))), isPrime: isPrime)
  let handles = (1...team).map { _ in start(job) }
  for handle in handles { pthread_join(handle, nil) }
  return job.found.withLock { $0.sorted() }
}

private final class Job: Sendable {
  let limit: Int
  let size: Int
  let isPrime: @Sendable (Int) -> Bool
  let next = Mutex(2)
  let found = Mutex<[Int]>([])

  init(limit: Int, size: Int, isPrime: @escaping @Sendable (Int) -> Bool) {
    self.limit = limit
    self.size = size
    self.isPrime = isPrime
  }

  func run() {
    var mine: [Int] = []
    while true {
      let lower = next.withLock { next in
        defer { next += size }
        return next
      }
      guard lower <= limit else { break }
      mine += (lower...min(lower + size - 1, limit)).filter(isPrime)
    }
    found.withLock { $0 += mine }
  }
}

private func start(_ job: Job) -> pthread_t {
  #if canImport(Darwin)
    var handle: pthread_t?
  #else
    var handle: pthread_t? = pthread_t()
  #endif
  let raw = Unmanaged.passRetained(job).toOpaque()
  let status = create(&handle, raw)
  guard status == 0, let handle else { fatalError("pthread_create failed: \(status)") }
  return handle
}

private func create(_ handle: inout pthread_t?, _ raw: UnsafeMutableRawPointer) -> Int32 {
  #if canImport(Darwin)
    return pthread_create(&handle, nil, { run($0) }, raw)
  #else
    var made = pthread_t()
    let status = pthread_create(&made, nil, { run($0) }, raw)
    handle = made
    return status
  #endif
}

private func run(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let raw { Unmanaged<Job>.fromOpaque(raw).takeRetainedValue().run() }
  return nil
}
