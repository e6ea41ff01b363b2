import ExerciseKit

/// Finds every prime from 2 up to and including `limit` with a team of `workers`.
///
/// - Parameters:
///   - limit: The last number to test. Below 2 there are no primes: return an empty array.
///   - workers: How many numbers are tested at the same time, never more; at least 1.
///   - isPrime: Tests one number. Call it exactly once for each number from 2 to `limit`: it takes
///     the longer, the larger the number is, and it is the work that is to be shared out.
/// - Returns: The numbers that `isPrime` said yes to, in ascending order.
/// - Throws: `InvalidArgument` if `workers` is below 1.
public func primes(
  upTo limit: Int,
  workers: Int,
  isPrime: @escaping @Sendable (Int) -> Bool
) throws -> [Int] {
  // TODO: Replace this line. The task and the lesson are in README.md beside this file.
  throw NotStarted()
}
