public import Foundation

/// Cuts messages into frames: an 8-byte key, a 4-byte number that counts up from 0, a 4-byte
/// length, and that many bytes of JSON, or a message's own form; numbers are big-endian.
///
/// The judge draws the key anew for each subject and tells it in its first frame, before any student
/// code runs, and never again: its further frames carry 0. So bytes that student code writes to the
/// connection don't pass for a message, and what it may read there doesn't help.
public struct FrameWriter: Sendable {
  private var key: UInt64
  private let isTold: Bool
  private var number: UInt32 = 0

  /// Makes a writer whose frames carry `key`.
  public init(key: UInt64) { (self.key, isTold) = (key, false) }

  /// Makes a writer whose first frame tells `key`.
  public init(telling key: UInt64) { (self.key, isTold) = (key, true) }

  /// The frame that carries `message`.
  public mutating func frame(_ message: some Encodable) throws -> Data {
    let body = try (message as? any CompactlySent)?.compact.map { Data($0) } ?? json(of: message)
    var frame = Data(capacity: FrameReader.headSize + body.count)
    withUnsafeBytes(of: key.bigEndian) { frame.append(contentsOf: $0) }
    withUnsafeBytes(of: number.bigEndian) { frame.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt32(body.count).bigEndian) { frame.append(contentsOf: $0) }
    frame.append(body)
    number &+= 1
    if isTold { key = 0 }
    return frame
  }
}

private func json(of message: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  if let namesKinds = CodingUserInfoKey.namesKinds { encoder.userInfo[namesKinds] = true }
  return try encoder.encode(message)
}

private func message<Message: Decodable>(_ type: Message.Type, from body: Data) throws -> Message {
  if body.first == 0, let compact = type as? any CompactlySent.Type,
    let message = try compact.init(compact: Array(body)) as? Message
  {
    return message
  }
  let decoder = JSONDecoder()
  if let namesKinds = CodingUserInfoKey.namesKinds { decoder.userInfo[namesKinds] = true }
  return try decoder.decode(type, from: body)
}

/// Bytes on a connection that are no frame of the other side's.
public struct ForeignBytes: Error, Sendable, Equatable {
  /// The first of them, at most 64.
  public let bytes: Data
}

/// Puts frames together again from bytes that come in pieces of any size.
public struct FrameReader: Sendable {
  static let headSize = 16
  /// The longest body that is taken, in bytes: results of 5 MB fit many times over, and the judge has
  /// room for what a dozen subjects announce at once.
  public static let longestBody = 64 << 20

  /// What the next frame has to carry; nil if it is the one that tells the key.
  private var key: UInt64?
  private var number: UInt32 = 0
  private var buffer = Data()

  /// Makes a reader for frames with `key`; without one, the first frame tells the key.
  public init(key: UInt64? = nil) {
    self.key = key
    knownKey = key
  }

  /// The key that was given or told, if one is known.
  public private(set) var knownKey: UInt64?

  /// Takes bytes that came in.
  public mutating func append(_ bytes: Data) { buffer.append(bytes) }

  /// The next whole message, or nil when more bytes are needed.
  ///
  /// - Throws: `ForeignBytes` if what came in is no frame of the other side's.
  public mutating func next<Message: Decodable>(_ type: Message.Type) throws -> Message? {
    guard buffer.count >= Self.headSize else {
      try refuseForeignStart()
      return nil
    }
    let frameKey = integer(UInt64.self, at: 0)
    let frameNumber = integer(UInt32.self, at: 8)
    let length = Int(integer(UInt32.self, at: 12))
    guard key == nil || frameKey == key, frameNumber == number, length <= Self.longestBody else {
      throw ForeignBytes(bytes: buffer.prefix(64))
    }
    guard buffer.count >= Self.headSize + length else { return nil }
    let start = buffer.startIndex + Self.headSize
    let body = Data(buffer[start..<start + length])
    // Whatever is wrong with it, the bytes are told as none of the kit's.
    guard let message = try? message(type, from: body) else {
      throw ForeignBytes(bytes: body.prefix(64))
    }
    if key == nil { (knownKey, key) = (frameKey, 0) }
    number &+= 1
    buffer = Data(buffer[(start + length)...])
    return message
  }

  /// Fewer bytes than a head that already differ from the key will never become a frame.
  private func refuseForeignStart() throws {
    guard let key, !buffer.isEmpty else { return }
    let expected = withUnsafeBytes(of: key.bigEndian) { Data($0) }
    guard expected.prefix(buffer.count) == buffer.prefix(expected.count) else {
      throw ForeignBytes(bytes: buffer)
    }
  }

  private func integer<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
    let start = buffer.startIndex + offset
    return buffer[start..<start + MemoryLayout<Number>.size].reduce(0) { $0 << 8 | Number($1) }
  }
}
