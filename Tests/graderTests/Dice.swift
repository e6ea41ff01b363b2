import Foundation
import Interleaving

/// Bytes and numbers that are the same for the same seed.
struct Dice {
  private var random: SplitMix64

  init(_ seed: Int) { random = SplitMix64(state: UInt64(seed)) }

  /// A number from 0 on, below `count`.
  mutating func number(below count: Int) -> Int { Int(random.next() % UInt64(max(count, 1))) }

  /// The bytes, changed in a few places: one flipped, some cut out, put in, or doubled.
  mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...number(below: 4) where !bytes.isEmpty {
      let place = number(below: bytes.count)
      let length = min(1 + number(below: 12), bytes.count - place)
      switch number(below: 6) {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: number(below: 256))
      case 1: bytes[place] ^= 1 << UInt8(number(below: 8))
      case 2: bytes.removeSubrange(place..<place + length)
      case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
      // A large number, or a negative one, where there was a small one.
      case 4: bytes.replaceSubrange(place..<place + 1, with: [0xff, 0xff, 0xff, 0xff, 0x7f])
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }
}

/// How many inputs each test makes up: some thousands, or as many as the environment asks for.
let fuzzInputs = ProcessInfo.processInfo.environment["FUZZ"].flatMap { Int($0) } ?? 3000
