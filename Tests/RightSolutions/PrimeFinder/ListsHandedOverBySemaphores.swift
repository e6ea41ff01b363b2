import Dispatch
import ExerciseKit
import Foundation

/// Finds the primes with workers that each leave a list, and signal for the caller to take it.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  guard workers >= 1 else {
    throw InvalidArgument("workers", "must be at least 1, not \(workers)")
  }
  guard limit >= 2 else { return [] }
  let desks = (0..<min(workers, limit - 1)).map { _ in Desk() }
  for (worker, desk) in desks.enumerated() {
    Thread.detachNewThread {
      for round in 0...limit / desks.count {
        // In rounds that begin with another each time, or one would have all the even numbers.
        let number = 2 + round * desks.count + (worker + round) % desks.count
        if number <= limit && isPrime(number) { desk.found.append(number) }
      }
      desk.isDone.signal()
    }
  }
  var found: [Int] = []
  for desk in desks {
    desk.isDone.wait()
    found += desk.found
    desk.found = []
  }
  return found.sorted()
}

/// Unchecked: the caller takes over what the worker has left when it is told.
private final class Desk: @unchecked Sendable {
  let isDone = DispatchSemaphore(value: 0)
  var found: [Int] = []
}
