import Foundation

/// Bytes that come one after another, as from a pipe.
final class ByteStream {
  private let next: () throws -> Data
  private var held = Data()
  private var isAtEnd = false
  /// How many bytes have come by so far.
  private(set) var position = 0

  /// - Parameter next: Gives more of them; nothing at their end.
  init(_ next: @escaping () throws -> Data) { self.next = next }

  convenience init(_ bytes: Data) {
    var rest = bytes
    self.init {
      defer { rest = Data() }
      return rest
    }
  }

  /// The next bytes; fewer if they end before.
  func read(_ count: Int) throws -> Data {
    while held.count < count, !isAtEnd {
      let more = try next()
      isAtEnd = more.isEmpty
      held.append(more)
    }
    let taken = Data(held.prefix(count))
    held = Data(held.dropFirst(count))
    position += taken.count
    return taken
  }

  /// Goes past some bytes.
  ///
  /// - Returns: Whether there were as many.
  func skip(_ count: Int) throws -> Bool {
    var left = count
    while left > 0 {
      let taken = try read(min(left, 1 << 16)).count
      guard taken > 0 else { return false }
      left -= taken
    }
    return true
  }
}
