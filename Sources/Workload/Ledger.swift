import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Counts how often each number from 2 to a limit was tested, from any number of threads at once.
public final class Ledger: @unchecked Sendable {
  // Unchecked: the counts are atomics, the rest never changes.
  private let table: FactorTable
  private let limit: Int
  private let counts: UnsafeMutablePointer<Atomic<UInt8>>
  private let outside = Atomic<Int>(0)
  private let calledBefore: pthread_key_t

  /// Tests of one number are counted up to here at least.
  private static let mostCounted: UInt8 = 100

  /// Makes a ledger in which nothing was tested yet.
  public init(limit: Int) {
    self.limit = max(limit, 1)
    table = FactorTable(upTo: self.limit)
    counts = .allocate(capacity: self.limit + 1)
    for number in 0...self.limit { (counts + number).initialize(to: Atomic(0)) }
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    calledBefore = key
  }

  deinit {
    counts.deinitialize(count: limit + 1)
    counts.deallocate()
    pthread_key_delete(calledBefore)
  }

  /// Whether the calling thread asks for the first time.
  public func isFirstCallOfThread() -> Bool {
    guard pthread_getspecific(calledBefore) == nil else { return false }
    pthread_setspecific(calledBefore, UnsafeRawPointer(counts))
    return true
  }

  /// Counts one test of `number` and answers it, at once, from a table.
  public func test(_ number: Int) -> Bool {
    guard 2...max(limit, 2) ~= number, number <= limit else {
      outside.add(1, ordering: .relaxed)
      return false
    }
    // It never wraps to "not tested", however many threads are here at once.
    if counts[number].load(ordering: .relaxed) < Self.mostCounted {
      counts[number].add(1, ordering: .relaxed)
    }
    return table.isPrime(number)
  }

  /// What was counted so far.
  public func tally() -> Tally {
    var tally = Tally(outside: outside.load(ordering: .relaxed))
    for number in stride(from: 2, through: limit, by: 1) {
      let cost = table.cost(number)
      tally.totalCost += cost
      let count = counts[number].load(ordering: .relaxed)
      if count > 0 { tally.tested += 1 }
      switch count {
      case 0:
        tally.costLeft += cost
        tally.missed.note(number)
      case 1: break
      case let times:
        if tally.repeated.count < Sample.most { tally.times.append(Int(times)) }
        tally.repeated.note(number)
      }
    }
    return tally
  }
}

/// What a ledger counted.
public struct Tally: Codable, Sendable, Equatable {
  /// Numbers never tested.
  public var missed = Sample()
  /// Numbers tested more than once.
  public var repeated = Sample()
  /// How often the first few of these were.
  public var times: [Int] = []
  /// How many numbers were tested.
  public var tested = 0
  /// Tests of numbers below 2 or above the limit.
  public var outside: Int
  /// The cost of all the numbers, in divisions.
  public var totalCost = 0
  /// The cost of those not tested yet, in divisions.
  public var costLeft = 0
}

/// Some of many numbers, and how many they are.
public struct Sample: Codable, Sendable, Equatable {
  /// How many there are.
  public var count = 0
  /// The first few of them.
  public var first: [Int] = []

  /// So many are kept.
  static let most = 12

  mutating func note(_ number: Int) {
    count += 1
    if first.count < Self.most { first.append(number) }
  }
}
