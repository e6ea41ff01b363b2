import Judge
import Synchronization
public import Testing

/// A check that others need: what they look at is worth something only where this one's point shows.
///
///     private let atOnce = Needed("two downloads are under way at the same time") {
///       try await judged("download(24 URLs, workers: 8)") { subject in ... }
///     }
///
///     @Test func `as many downloads as workers are under way at once`() async throws {
///       try await atOnce()
///     }
///     @Test(.needs(atOnce)) func `never more downloads than workers are under way`() ...
///
/// It is run once in a process, by whichever of these tests comes first, so that each can be run alone.
public final class Needed: Sendable {
  private struct End: Sendable {
    let error: (any Error)?
    let claim: Claim
  }

  private let fact: String
  private let isShown: @Sendable (_ mostAtOnce: Int) -> Bool
  private let body: @Sendable () async throws -> Void
  private let run = Mutex<Task<End, Never>?>(nil)

  /// Prepares a check.
  ///
  /// - Parameters:
  ///   - fact: What shows if the exercise's point is there, as a clause of a sentence.
  ///   - isShown: Whether it shows although the check failed: told how much was under way at once, at
  ///     any gate, or how many threads were alive beside the caller's.
  ///   - body: The check.
  public init(
    _ fact: String, isShown: @escaping @Sendable (_ mostAtOnce: Int) -> Bool = { $0 > 1 },
    _ body: @escaping @Sendable () async throws -> Void
  ) {
    (self.fact, self.isShown, self.body) = (fact, isShown, body)
  }

  /// Runs the check, or throws once more what it threw.
  public func callAsFunction() async throws {
    let end = await end()
    Exercise.claim.text = end.claim.text
    if let error = end.error { throw error }
  }

  /// - Throws: `Stop.notReached` if the check found a mistake and its point didn't show; `Stop.notStarted`
  ///   if there is only a stub.
  func expectShown() async throws {
    let end = await end()
    let cause = (end.error as? Failed)?.cause ?? end.error
    if case Stop.notStarted? = cause { throw Stop.notStarted }
    guard let diagnosis = cause as? Diagnosis,
      !isShown(max(end.claim.mostAtOnce, diagnosis.atOnceButForALock))
    else { return }
    throw Stop.notReached(fact)
  }

  private func end() async -> End {
    await run.withLock { known in
      let task =
        known
        ?? Task {
          let claim = Claim()
          do {
            try await Exercise.$claim.withValue(claim) { try await self.body() }
            return End(error: nil, claim: claim)
          } catch {
            return End(error: error, claim: claim)
          }
        }
      known = task
      return task
    }.value
  }
}

/// Which checks a check needs.
public struct Needs: TestTrait {
  let needed: [Needed]
}

extension TestTrait where Self == Needs {
  /// Says that a check is reached only where the point of others shows.
  public static func needs(_ needed: Needed...) -> Needs { Needs(needed: needed) }
}

extension Diagnosis {
  /// How many were seen at work or kept from it by the lock of the one at work; 0 if no such lock was
  /// seen.
  ///
  /// A team that one lock too many makes wait is there, other than in a plain loop: it is one mistake, and
  /// what else the code does right can be looked at.
  fileprivate var atOnceButForALock: Int {
    guard case .crowds(.workInsideLock(_, _, let seen, let sleepers)) = self else { return 0 }
    return seen + sleepers
  }
}
