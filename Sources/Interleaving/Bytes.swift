/// Puts numbers and texts together to bytes, small numbers to few.
package struct ByteWriter: Sendable {
  /// What has been put together.
  package private(set) var bytes: [UInt8] = []

  /// Makes one without bytes.
  package init() {}

  /// Adds a number: seven bits a byte, the lowest first, with the sign as the lowest of all.
  package mutating func append(_ number: Int) {
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Adds bytes, and how many there are.
  package mutating func append(_ block: some Collection<UInt8>) {
    append(block.count)
    bytes.append(contentsOf: block)
  }

  /// Adds a text.
  package mutating func append(_ text: String) { append(Array(text.utf8)) }
}

/// Bytes that don't mean what they should.
package struct BadBytes: Error {
  package init() {}
}

/// Reads what a writer wrote.
package struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private var position = 0

  /// Begins at the first of these bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next number.
  package mutating func next() throws -> Int {
    var (value, shift): (UInt, UInt) = (0, 0)
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt(byte & 127) << shift
      shift += 7
      if byte < 128 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
    }
    throw BadBytes()
  }

  /// The next number, which says how many of something follow.
  package mutating func nextCount() throws -> Int {
    let count = try next()
    guard 0...(bytes.count - position) ~= count else { throw BadBytes() }
    return count
  }

  /// The next block of bytes.
  package mutating func nextBytes() throws -> ArraySlice<UInt8> {
    let count = try nextCount()
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// The next text.
  package mutating func nextText() throws -> String {
    String(decoding: try nextBytes(), as: UTF8.self)
  }
}
