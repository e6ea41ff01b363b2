import ExerciseKit
import Foundation

/// Finds the primes with POSIX threads that nobody joins: each gives a permit when it has ended.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else { throw InvalidArgument("workers", "must be 1 or more") }
  guard limit >= 2 else { return [] }
  let search = Search(limit, isPrime)
  let team = min(workers, limit - 1)
  for _ in 0..<team { search.start() }
  for _ in 0..<team { search.ended.wait() }
  return search.found.sorted()
}

private final class Search: @unchecked Sendable {
  // Unchecked: `lock` guards what changes.
  private let limit: Int
  private let isPrime: @Sendable (Int) -> Bool
  private let lock = Lock()
  private var next = 2
  private(set) var found: [Int] = []
  let ended = CountingSemaphore(value: 0)

  init(_ limit: Int, _ isPrime: @escaping @Sendable (Int) -> Bool) {
    self.limit = limit
    self.isPrime = isPrime
  }

  func start() {
    let raw = Unmanaged.passRetained(self).toOpaque()
    #if canImport(Darwin)
      var handle: pthread_t?
      let status = pthread_create(&handle, nil, { runSearch($0) }, raw)
      if let handle { pthread_detach(handle) }
    #else
      var handle = pthread_t()
      let status = pthread_create(&handle, nil, { runSearch($0) }, raw)
      pthread_detach(handle)
    #endif
    precondition(status == 0, "pthread_create failed: \(status)")
  }

  func run() {
    while true {
      let numbers = lock.withLock {
        defer { next += 64 }
        return next..<max(next, min(next + 64, limit + 1))
      }
      guard !numbers.isEmpty else { break }
      let primes = numbers.filter(isPrime)
      lock.withLock { found += primes }
    }
    ended.signal()
  }
}

private func runSearch(_ raw: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let raw { Unmanaged<Search>.fromOpaque(raw).takeRetainedValue().run() }
  return nil
}
