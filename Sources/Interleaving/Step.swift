/// What a controlled thread asks to do next: a use of a lock, a read of a shared value and the like.
public struct Step: Sendable, Hashable, Codable {
  /// The kinds of steps.
  public enum Kind: UInt8, Sendable, Codable, CaseIterable {
    /// A spawned thread starts, or one goes on that has given back what isn't the kit's.
    case begin
    /// Reads a shared value.
    case read
    /// Writes a shared value.
    case write
    /// Takes a lock, or waits for it.
    case lock
    /// Gives a lock back.
    case unlock
    /// Takes a semaphore's permit, or waits for one.
    case take
    /// Gives a permit to a semaphore.
    case give
    /// Gives a condition's lock back and sleeps until woken.
    case sleep
    /// Wakes one thread that sleeps on a condition.
    case signal
    /// Wakes all threads that sleep on a condition.
    case broadcast
    /// Takes a condition's lock again, after being woken.
    case reacquire
    /// Is woken without a signal, as conditions may.
    case spuriousWakeup
    /// Starts a thread.
    case spawn
    /// Waits for a thread's end.
    case join
    /// Enters work that the judge injected.
    case work
    /// Comes to the end of that work.
    case workDone
    /// Would take a lock, and goes on without, as another has it; if it takes it, that is a `lock`.
    case tryLock
    /// Takes a lock together with others that only read, or waits for it.
    case readLock
    /// Would take a permit, and goes on without; if it takes one, that is a `take`.
    case tryTake
    /// Goes on after a wait that another has ended: for a barrier, a group, its turn on a queue.
    case wait
    /// Lets time pass.
    case pause
    /// Lets others go first.
    case yield
    /// Comes to a queue that does one thing after the other, for its turn.
    case enter
    /// Reads an atomic value.
    case load
    /// Writes an atomic value.
    case store
    /// Reads an atomic value and writes it, or would, in one.
    case update
  }

  /// What is done.
  public let kind: Kind
  /// To what: the number of a value, a lock, a condition or a semaphore in the order of first use in
  /// this run; a thread's number for `spawn` and `join`; 0 where there is nothing to name.
  public let object: Int

  /// Makes a step.
  public init(_ kind: Kind, _ object: Int = 0) {
    self.kind = kind
    self.object = object
  }

  /// Whether a lock is taken by it.
  public var takesLock: Bool { kind == .lock || kind == .reacquire }

  /// Whether it reads or writes a shared value.
  public var isAccess: Bool { kind == .read || kind == .write }

  /// Whether it reads a value, shared or atomic, and doesn't write it.
  public var isRead: Bool { kind == .read || kind == .load }

  /// Whether it writes a value, shared or atomic, whatever had been there.
  public var isWrite: Bool { kind == .write || kind == .store }

  /// Whether it uses an atomic value.
  public var isAtomic: Bool { kind == .load || kind == .store || kind == .update }

  /// Whether the two touch the same value and at least one of them writes it.
  public func conflicts(with other: Step) -> Bool {
    isAccess && other.isAccess && object == other.object && (kind == .write || other.kind == .write)
  }
}

/// A set of threads by their numbers, 0 to 63.
public struct ThreadSet: Sendable, Hashable, Codable {
  /// The most threads that one run can have.
  public static let capacity = 64

  /// A bit for each thread.
  public private(set) var bits: UInt64

  /// Makes a set from its bits.
  public init(bits: UInt64 = 0) { self.bits = bits }

  /// Whether there is no thread in it.
  public var isEmpty: Bool { bits == 0 }

  /// How many threads are in it.
  public var count: Int { bits.nonzeroBitCount }

  /// Whether a thread is in it.
  public func contains(_ thread: Int) -> Bool { bits >> UInt64(thread) & 1 == 1 }

  /// Adds a thread.
  public mutating func insert(_ thread: Int) { bits |= 1 << UInt64(thread) }

  /// Takes a thread out.
  public mutating func remove(_ thread: Int) { bits &= ~(1 << UInt64(thread)) }

  /// The threads, in the order of their numbers.
  public var threads: [Int] {
    var (threads, rest): ([Int], UInt64) = ([], bits)
    threads.reserveCapacity(count)
    while rest != 0 {
      threads.append(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
    return threads
  }

  /// The first thread behind `thread`, or else the first of all; nil if there is none.
  public func next(after thread: Int) -> Int? {
    guard bits != 0 else { return nil }
    let behind = thread >= 63 ? 0 : bits & ~((1 << UInt64(thread + 1)) - 1)
    return (behind != 0 ? behind : bits).trailingZeroBitCount
  }
}
