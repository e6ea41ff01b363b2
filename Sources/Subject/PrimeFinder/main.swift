/// Calls the exercise PrimeFinder, which must have this signature:
///
///     public func primes(
///       upTo limit: Int,
///       workers: Int,
///       isPrime: @escaping @Sendable (Int) -> Bool
///     ) throws -> [Int]

import ExerciseKit
import PrimeFinder
import SubjectRuntime
import Wire
import Workload

serve { request, stage in
  let limit = request["limit"].int ?? 0
  let workers = request["workers"].int ?? 1
  if request["reference"].bool == true {
    return .ints(referencePrimes(upTo: limit, workers: workers))
  }
  if request["timed"].bool == true {
    return .ints(try primes(upTo: limit, workers: workers, isPrime: TrialDivision.isPrime))
  }
  if stage.isExplored {
    return .ints(
      try primes(upTo: limit, workers: workers) { number in
        stage.perform("isPrime", "\(number)") { TrialDivision.isPrime(number) }
      })
  }
  if let remainder = request["yes"].int {
    return .ints(try primes(upTo: limit, workers: workers) { $0 % 7 == remainder })
  }
  let ledger = Ledger(limit: limit)
  // A tally is of numbers, which can always be encoded.
  stage.whenAsked { (try? Value(encoding: ledger.tally())) ?? .null }
  let found = try primes(upTo: limit, workers: workers) { number in
    // Only a thread's first call meets the gate: holding it holds the worker.
    guard ledger.isFirstCallOfThread() else { return ledger.test(number) }
    return stage.perform("isPrime", "\(number)") { ledger.test(number) }
  }
  return .ints(found)
}

/// The kit's own answer to the exercise, in chunks of 512 numbers.
private func referencePrimes(upTo limit: Int, workers: Int) -> [Int] {
  let chunk = 512
  let starts = Array(stride(from: 2, through: limit, by: chunk))
  let found = Guarded([Int: [Int]]())
  inParallel(workers: workers, count: starts.count) { index in
    let primes = (starts[index]...min(starts[index] + chunk - 1, limit)).filter(
      TrialDivision.isPrime)
    found.withLock { $0[index] = primes }
  }
  return found.withLock { found in starts.indices.flatMap { found[$0] ?? [] } }
}
