import Foundation
import Synchronization

/// What several threads use.
final class Cell: @unchecked Sendable {
  var value = 0
  var list: [Int] = []
  var words: [String: Int] = [:]
  var made: Cell?
  lazy var late = Cell()
  init() {}
}

/// Reads a value: one that nobody is given isn't read.
func look(_ value: Int) { if value < 0 { fatalError() } }

/// A constant that is made when it is first used.
let table = (0..<8).map { $0 * $0 }

/// A type of one's own that is copied when it is changed and somebody else has it as well.
struct Copied: @unchecked Sendable {
  private var cell = Cell()
  var value: Int {
    get { cell.value }
    set {
      if !isKnownUniquelyReferenced(&cell) { cell = Cell() }
      cell.value = newValue
    }
  }
}

/// Has a body called by three threads, each with its number, and waits for them.
func together(_ body: @escaping @Sendable (Int) -> Void) {
  let threads = (0..<3).map { number in pthread { body(number) } }
  for thread in threads { pthread_join(thread, nil) }
}

final class Flags: Sendable {
  let ready = Atomic(false)
  let next = Atomic(0)
}

/// An atomic value that all have.
let shared = Atomic(0)

final class Pair: Sendable { let words = Atomic(WordPair(first: 0, second: 0)) }

/// A list with its lock.
final class Boxed: Sendable { let mutex = Mutex([Int]()) }
